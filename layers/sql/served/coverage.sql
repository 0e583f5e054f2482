-- How old the data of each layer are, by source and municipality, of the newest published run.
CREATE VIEW served.coverage AS
SELECT DISTINCT ON (c.layer, c.source, c.municipality_code)
  c.layer, c.source, c.municipality_code, c.data_date, c.run_id
FROM layers_coverage c
JOIN layers_importrun run ON run.id = c.run_id AND run.state = 'published'
ORDER BY c.layer, c.source, c.municipality_code, c.run_id DESC;
