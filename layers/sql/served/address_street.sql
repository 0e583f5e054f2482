-- Streets known now.
CREATE VIEW served.address_street AS
SELECT
  r.code AS fid,
  r.code,
  r.name AS label,
  r.municipality_code,
  municipality.name AS municipality_name,
  lower(r.valid) AS valid_from,
  r.valid,
  r.source,
  r.geom_kind,
  r.geom
FROM layers_street r
LEFT JOIN layers_municipality municipality ON municipality.code = r.municipality_code AND upper_inf(municipality.recorded)
WHERE upper_inf(r.recorded);
