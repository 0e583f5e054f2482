-- The objects of thematic layers in an area (EPSG:5514) that are in force on that day, and those
-- beside it within the reach of their layer. `measure` is m² of areas, m of lines, the number of
-- points, and 0 of what lies beside; `sound` is false for a geometry that had to be mended to be
-- measured at all.
CREATE FUNCTION served.extract_object(area geometry, on_day date, asked text[], reaches float8[])
RETURNS TABLE (
  layer text, fid text, label text, attributes jsonb, valid daterange, source text,
  dimension integer, measure float8, distance_m float8, sound boolean
)
LANGUAGE sql STABLE AS $$
WITH near AS MATERIALIZED (  -- one walk through the index, not one for each layer
  SELECT r.layer, r.fid, r.label, r.attributes, r.valid, r.source, r.geom
  FROM served.feature r
  WHERE r.geom && ST_Expand(area, (SELECT max(reach_m) FROM unnest(reaches) reach_m))
    AND r.valid @> on_day
)
SELECT
  f.layer, f.fid, f.label, f.attributes, f.valid, f.source, f.dimension,
  coalesce(CASE f.dimension
    WHEN 2 THEN ST_Area(part.geom)
    WHEN 1 THEN ST_Length(part.geom)
    ELSE ST_NumGeometries(part.geom)
  END, 0),
  f.distance_m, f.sound
FROM (
  SELECT
    n.layer, n.fid, n.label, n.attributes, n.valid, n.source,
    ST_Dimension(whole.geom) AS dimension, ST_Distance(whole.geom, area) AS distance_m,
    whole.sound, whole.geom
  FROM near n
  JOIN unnest(asked, reaches) a(layer, reach_m) ON a.layer = n.layer
  CROSS JOIN LATERAL (
    SELECT ST_IsValid(n.geom) AS sound,
      CASE WHEN ST_IsValid(n.geom) THEN n.geom ELSE ST_MakeValid(n.geom) END AS geom
  ) whole
  WHERE ST_DWithin(whole.geom, area, a.reach_m)
) f
CROSS JOIN LATERAL (
  SELECT CASE WHEN f.distance_m = 0 THEN served.shared(f.geom, area) END AS geom
) part
$$;
