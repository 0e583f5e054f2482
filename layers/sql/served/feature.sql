-- Thematic features known now; every layer that is not a register.
CREATE VIEW served.feature AS
SELECT
  r.layer,
  r.code AS fid,
  r.code,
  coalesce(r.attributes ->> 'label', r.attributes ->> 'name', r.code) AS label,
  r.attributes,
  r.municipality_code,
  lower(r.valid) AS valid_from,
  r.valid,
  r.source,
  r.geom_kind,
  r.geom_3d,
  r.geom
FROM layers_feature r
WHERE upper_inf(r.recorded);
