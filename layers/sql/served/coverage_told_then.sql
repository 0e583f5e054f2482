-- What each run that was ever published said of a layer in a municipality, and when that was known:
-- from its publishing to its rollback, or to that of the run of the same file that it confirmed.
CREATE VIEW served.coverage_told_then AS
SELECT
  c.layer, c.source, c.municipality_code, c.run_id,
  (c.data_date AT TIME ZONE 'Europe/Prague')::date AS data_day,
  ((c.data_date AT TIME ZONE 'Europe/Prague')::date
    + make_interval(months => c.interval_months))::date AS due_on,
  tstzrange(run.published_at, CASE WHEN run.state = 'rolled_back' THEN (
    SELECT min(back.published_at) FROM layers_importrun back
    WHERE back.rollback_of_id IS NOT NULL AND back.published_at >= run.published_at
      AND (back.rollback_of_id = run.id OR back.file_sha256 = run.file_sha256)
  ) END) AS recorded
FROM layers_coverage c
JOIN layers_importrun run ON run.id = c.run_id AND run.published_at IS NOT NULL;
