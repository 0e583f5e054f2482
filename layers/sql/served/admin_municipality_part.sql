-- Municipality parts known now.
CREATE VIEW served.admin_municipality_part AS
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
  r.generalized,
  r.point,
  r.geom
FROM layers_municipalitypart r
LEFT JOIN layers_municipality municipality ON municipality.code = r.municipality_code AND upper_inf(municipality.recorded)
WHERE upper_inf(r.recorded);
