-- Parcels with the number in cadastral units by code, by name, or in a municipality by its name.
WITH units AS (
  SELECT fid, 2.0 AS score FROM served.admin_cadastral_unit WHERE fid = %(unit)s
  UNION ALL
  SELECT fid, score FROM (
    SELECT fid, similarity(dmvs_fold(label), dmvs_fold(%(text)s)) + 0.01 AS score
    FROM served.admin_cadastral_unit
    WHERE %(text)s <> ''
    ORDER BY dmvs_fold(label) <-> dmvs_fold(%(text)s) LIMIT 8
  ) named
  UNION ALL
  SELECT u.fid, m.score FROM (
    SELECT fid, similarity(dmvs_fold(label), dmvs_fold(%(text)s)) AS score
    FROM served.admin_municipality
    WHERE %(text)s <> ''
    ORDER BY dmvs_fold(label) <-> dmvs_fold(%(text)s) LIMIT 3
  ) m JOIN served.admin_cadastral_unit u ON u.municipality_code = m.fid
  WHERE m.score >= 0.6
), best AS (
  SELECT fid, max(score) AS score FROM units WHERE score >= %(least)s
  GROUP BY fid ORDER BY score DESC, fid LIMIT 60
)
SELECT r.fid, r.label, r.cadastral_unit_name, r.municipality_name,
  ST_X(p.place), ST_Y(p.place),
  ST_XMin(r.geom), ST_YMin(r.geom), ST_XMax(r.geom), ST_YMax(r.geom)
FROM best b
CROSS JOIN LATERAL (
  SELECT * FROM served.cadastre_parcel c
  WHERE c.cadastral_unit_code = b.fid AND c.number = %(number)s
    AND (%(second)s IS NULL OR c.subdivision = %(second)s)
    AND (%(series)s IS NULL OR c.series = %(series)s)
  ORDER BY c.subdivision NULLS FIRST, c.series DESC, c.fid
  LIMIT %(limit)s
) r, LATERAL (SELECT coalesce(r.point, ST_PointOnSurface(r.geom)) AS place) p
ORDER BY b.score DESC, r.subdivision NULLS FIRST, r.series DESC, r.cadastral_unit_name, r.fid
LIMIT %(limit)s;
