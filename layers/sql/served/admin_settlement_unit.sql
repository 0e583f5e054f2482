-- Settlement units known now.
CREATE VIEW served.admin_settlement_unit AS
SELECT
  r.code AS fid,
  r.code,
  r.name AS label,
  r.area_m2,
  r.character_code,
  r.cadastral_unit_code,
  cadastral_unit.name AS cadastral_unit_name,
  r.municipality_code,
  municipality.name AS municipality_name,
  lower(r.valid) AS valid_from,
  r.valid,
  r.source,
  r.geom_kind,
  r.generalized,
  r.point,
  r.geom
FROM layers_settlementunit r
LEFT JOIN layers_cadastralunit cadastral_unit ON cadastral_unit.code = r.cadastral_unit_code AND upper_inf(cadastral_unit.recorded)
LEFT JOIN layers_municipality municipality ON municipality.code = r.municipality_code AND upper_inf(municipality.recorded)
WHERE upper_inf(r.recorded);
