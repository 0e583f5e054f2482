-- Districts known now, with the name of their region.
CREATE VIEW served.admin_district AS
SELECT
  r.code AS fid,
  r.code,
  r.name AS label,
  r.nuts_lau,
  r.region_code,
  region.name AS region_name,
  lower(r.valid) AS valid_from,
  r.valid,
  r.source,
  r.geom_kind,
  r.generalized,
  r.point,
  r.geom
FROM layers_district r
LEFT JOIN layers_region region ON region.code = r.region_code AND upper_inf(region.recorded)
WHERE upper_inf(r.recorded);
