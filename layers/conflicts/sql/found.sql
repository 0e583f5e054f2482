-- What a rule finds between two sides: each pair once, with its common part (rounded to mm, in an
-- order of points that does not depend on the order of work), measure, share and municipalities.
WITH pair AS (
  SELECT a.fid AS a_fid, b.fid AS b_fid, max(a.label) AS a_label, max(b.label) AS b_label,
    max(a.whole) AS whole,
    ST_UnaryUnion(ST_Collect(part.geom ORDER BY a.number, b.number)) AS geom
  FROM {a} a
  JOIN {b} b ON {meets} AND {differ}
  CROSS JOIN LATERAL (SELECT ST_CollectionExtract({part}, {dimension} + 1) AS geom) part
  WHERE NOT ST_IsEmpty(part.geom)
  GROUP BY a.fid, b.fid
), measured AS (
  SELECT pair.*, CASE {dimension} WHEN 2 THEN ST_Area(geom) WHEN 1 THEN ST_Length(geom)
    ELSE ST_NumGeometries(geom) END AS measure
  FROM pair
), told AS (
  SELECT a_fid, b_fid, a_label, b_label, measure, 100 * measure / nullif(whole, 0) AS share,
    ST_Normalize(ST_CollectionExtract(ST_ReducePrecision(
      CASE {dimension} WHEN 1 THEN ST_LineMerge(geom) ELSE geom END, 0.001
    ), {dimension} + 1)) AS geom
  FROM measured
  WHERE CASE {unit} WHEN 'percent' THEN coalesce(100 * measure / nullif(whole, 0), 100)
    ELSE measure END >= {threshold}
)
SELECT told.a_fid, told.b_fid, told.a_label, told.b_label, told.measure, told.share,
  ST_AsEWKB(told.geom), seat.code, around.codes, around.orps
FROM told
LEFT JOIN LATERAL (
  SELECT m.code FROM layers_municipality m
  WHERE upper_inf(m.recorded) AND ST_Intersects(m.geom, ST_PointOnSurface(told.geom))
  ORDER BY m.code LIMIT 1
) seat ON true
LEFT JOIN LATERAL (
  SELECT array_agg(m.code ORDER BY m.code) AS codes,
    array_agg(DISTINCT m.orp_code) FILTER (WHERE m.orp_code IS NOT NULL) AS orps
  FROM layers_municipality m
  WHERE upper_inf(m.recorded) AND served.lies_in(m.geom, told.geom)
) around ON true
WHERE NOT ST_IsEmpty(told.geom)
ORDER BY told.a_fid, told.b_fid
