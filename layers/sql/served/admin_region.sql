-- Regions known now.
CREATE VIEW served.admin_region AS
SELECT
  r.code AS fid,
  r.code,
  r.name AS label,
  r.nuts_lau,
  lower(r.valid) AS valid_from,
  r.valid,
  r.source,
  r.geom_kind,
  r.generalized,
  r.point,
  r.geom
FROM layers_region r
WHERE upper_inf(r.recorded);
