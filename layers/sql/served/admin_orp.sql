-- Areas of ORP known now, with the names of region and district.
CREATE VIEW served.admin_orp AS
SELECT
  r.code AS fid,
  r.code,
  r.name AS label,
  r.seat_municipality_code,
  r.region_code,
  region.name AS region_name,
  r.district_code,
  district.name AS district_name,
  lower(r.valid) AS valid_from,
  r.valid,
  r.source,
  r.geom_kind,
  r.generalized,
  r.point,
  r.geom
FROM layers_orp r
LEFT JOIN layers_region region ON region.code = r.region_code AND upper_inf(region.recorded)
LEFT JOIN layers_district district ON district.code = r.district_code AND upper_inf(district.recorded)
WHERE upper_inf(r.recorded);
