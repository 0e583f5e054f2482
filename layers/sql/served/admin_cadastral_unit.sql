-- Cadastral units known now.
CREATE VIEW served.admin_cadastral_unit AS
SELECT
  r.code AS fid,
  r.code,
  r.name AS label,
  r.digital_map,
  r.source_class,
  r.number_series,
  r.municipality_code,
  municipality.name AS municipality_name,
  lower(r.valid) AS valid_from,
  r.valid,
  r.source,
  r.geom_kind,
  r.generalized,
  r.point,
  r.geom
FROM layers_cadastralunit r
LEFT JOIN layers_municipality municipality ON municipality.code = r.municipality_code AND upper_inf(municipality.recorded)
WHERE upper_inf(r.recorded);
