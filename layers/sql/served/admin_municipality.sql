-- Municipalities known now, with the names of the units above.
CREATE VIEW served.admin_municipality AS
SELECT
  r.code AS fid,
  r.code,
  r.name AS label,
  r.status_code,
  r.nuts_lau,
  (SELECT s.value::bigint FROM layers_statistic s WHERE s.municipality_code = r.code AND s.indicator = 'population' AND upper_inf(s.recorded) ORDER BY s.year DESC LIMIT 1) AS population,
  (SELECT s.year FROM layers_statistic s WHERE s.municipality_code = r.code AND s.indicator = 'population' AND upper_inf(s.recorded) ORDER BY s.year DESC LIMIT 1) AS population_year,
  r.pou_code,
  pou.name AS pou_name,
  r.orp_code,
  orp.name AS orp_name,
  r.district_code,
  district.name AS district_name,
  lower(r.valid) AS valid_from,
  r.valid,
  r.source,
  r.geom_kind,
  r.generalized,
  r.point,
  r.geom
FROM layers_municipality r
LEFT JOIN layers_pou pou ON pou.code = r.pou_code AND upper_inf(pou.recorded)
LEFT JOIN layers_orp orp ON orp.code = r.orp_code AND upper_inf(orp.recorded)
LEFT JOIN layers_district district ON district.code = r.district_code AND upper_inf(district.recorded)
WHERE upper_inf(r.recorded);
