-- Statistics of municipalities known now.
CREATE VIEW served.stat_municipality AS
SELECT
  r.code AS fid,
  r.code,
  coalesce(municipality.name, r.municipality_code::text) || ', ' || r.year AS label,
  r.municipality_code,
  municipality.name AS municipality_name,
  r.indicator,
  r.year,
  r.value,
  r.valid,
  r.source,
  r.geom_kind,
  r.geom
FROM layers_statistic r
LEFT JOIN layers_municipality municipality ON municipality.code = r.municipality_code AND upper_inf(municipality.recorded)
WHERE upper_inf(r.recorded);
