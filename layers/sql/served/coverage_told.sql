-- What each published run said of a layer in a municipality: as of which day, and until when it is
-- to be believed.
CREATE VIEW served.coverage_told AS
SELECT
  c.layer, c.source, c.municipality_code, c.run_id,
  (c.data_date AT TIME ZONE 'Europe/Prague')::date AS data_day,
  ((c.data_date AT TIME ZONE 'Europe/Prague')::date
    + make_interval(months => c.interval_months))::date AS due_on
FROM layers_coverage c
JOIN layers_importrun run ON run.id = c.run_id AND run.state = 'published';
