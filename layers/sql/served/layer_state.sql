-- For each layer asked whether it occurs in an area (EPSG:5514), does not, nobody told, or what was
-- told is too old on that day. Points and lines count within `reach_m` of the area.
CREATE FUNCTION served.layer_state(
  area geometry, reach_m double precision, on_day date, asked text[]
)
RETURNS TABLE (layer text, state text, found boolean, data_day date, due_on date)
LANGUAGE sql STABLE AS $$
WITH here AS MATERIALIZED (  -- one walk through the index, not one for each layer
  SELECT DISTINCT r.layer
  FROM served.feature r
  WHERE r.geom && ST_Expand(area, reach_m) AND r.valid @> on_day
    AND (
      ST_Intersects(r.geom, area)
      OR (reach_m > 0 AND ST_Dimension(r.geom) < 2 AND ST_DWithin(r.geom, area, reach_m))
    )
)
SELECT
  a.layer,
  CASE
    WHEN NOT coalesce(k.whole, false) AND here.layer IS NULL THEN 'no_data'
    WHEN k.overdue THEN 'out_of_date'
    WHEN here.layer IS NOT NULL THEN 'occurs'
    ELSE 'not_occurs'
  END,
  here.layer IS NOT NULL, k.data_day, k.due_on
FROM unnest(asked) a(layer)
LEFT JOIN served.layer_known(area, reach_m, on_day, asked) k ON k.layer = a.layer
LEFT JOIN here ON here.layer = a.layer
$$;
