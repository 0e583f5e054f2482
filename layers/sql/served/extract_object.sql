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
SELECT
  f.layer, f.fid, f.label, f.attributes, f.valid, f.source, f.dimension,
  coalesce(CASE f.dimension
    WHEN 2 THEN ST_Area(part.geom)
    WHEN 1 THEN ST_Length(part.geom)
    ELSE ST_NumGeometries(part.geom)
  END, 0),
  f.distance_m, f.sound
FROM unnest(asked, reaches) a(layer, reach_m)
CROSS JOIN LATERAL (
  SELECT
    r.layer, r.fid, r.label, r.attributes, r.valid, r.source,
    ST_Dimension(whole.geom) AS dimension, ST_Distance(whole.geom, area) AS distance_m,
    whole.sound, whole.geom
  FROM served.feature r
  CROSS JOIN LATERAL (
    SELECT ST_IsValid(r.geom) AS sound,
      CASE WHEN ST_IsValid(r.geom) THEN r.geom ELSE ST_MakeValid(r.geom) END AS geom
  ) whole
  WHERE r.layer = a.layer AND r.geom && ST_Expand(area, a.reach_m) AND r.valid @> on_day
    AND ST_DWithin(whole.geom, area, a.reach_m)
) f
CROSS JOIN LATERAL (
  SELECT CASE WHEN f.distance_m = 0 THEN served.shared(f.geom, area) END AS geom
) part
$$;
