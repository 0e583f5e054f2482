-- How old the data of each layer are, by source and municipality.
CREATE VIEW served.coverage AS
SELECT layer, source, municipality_code, data_date, run_id
FROM layers_coverage;
