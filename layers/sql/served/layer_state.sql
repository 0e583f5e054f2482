-- For each layer asked whether it occurs in an area (EPSG:5514), does not, nobody told, or what was
-- told is too old on that day. Points and lines count within `reach_m` of the area. Nobody speaks
-- for ground beyond the known municipalities; a provider who names no territory (0) says something
-- only of what he has here.
CREATE FUNCTION served.layer_state(
  area geometry, reach_m double precision, on_day date, asked text[]
)
RETURNS TABLE (layer text, state text, found boolean, data_day date, due_on date)
LANGUAGE sql STABLE AS $$
WITH ground AS MATERIALIZED (  -- a municipality that an area only touches has no say
  SELECT m.code FROM served.admin_municipality m
  WHERE ST_Intersects(m.geom, area) AND (ST_Dimension(area) < 2 OR NOT ST_Touches(m.geom, area))
), inside AS (  -- borders of areas and of the register may differ by a little
  SELECT CASE
    WHEN ST_Dimension(area) < 2 THEN EXISTS (SELECT FROM ground)
    ELSE coalesce((
      SELECT sum(ST_Area(ST_Intersection(m.geom, area))) >= 0.99 * ST_Area(area)
      FROM served.admin_municipality m
      WHERE m.code IN (SELECT code FROM ground)
    ), false)
  END AS whole
), told AS (  -- the newest word of each source that was out on that day
  SELECT DISTINCT ON (c.layer, c.source, c.municipality_code) c.*
  FROM served.coverage_told c
  WHERE c.layer = ANY(asked) AND c.data_day <= on_day
    AND (
      c.municipality_code IS NULL OR c.municipality_code IN (SELECT code FROM ground)
      OR (c.municipality_code = 0 AND EXISTS (
        SELECT FROM served.feature r
        WHERE r.layer = c.layer AND r.source = c.source AND r.valid @> on_day
          AND ST_DWithin(r.geom, area, reach_m)
      ))
    )
  ORDER BY c.layer, c.source, c.municipality_code, c.run_id DESC
), known AS (
  SELECT
    t.layer, min(t.data_day) AS data_day, min(t.due_on) AS due_on,
    coalesce(min(t.due_on) < on_day, false) AS overdue,
    (SELECT whole FROM inside) AND (
      bool_or(t.municipality_code IS NULL)
      OR count(DISTINCT nullif(t.municipality_code, 0)) = (SELECT count(*) FROM ground)
    ) AS whole
  FROM told t
  GROUP BY t.layer
)
SELECT
  a.layer,
  CASE
    WHEN NOT coalesce(k.whole, false) AND NOT here.found THEN 'no_data'
    WHEN k.overdue THEN 'out_of_date'
    WHEN here.found THEN 'occurs'
    ELSE 'not_occurs'
  END,
  here.found, k.data_day, k.due_on
FROM unnest(asked) a(layer)
LEFT JOIN known k ON k.layer = a.layer
CROSS JOIN LATERAL (
  SELECT EXISTS (
    SELECT FROM served.feature r
    WHERE r.layer = a.layer AND r.geom && ST_Expand(area, reach_m) AND r.valid @> on_day
      AND (
        ST_Intersects(r.geom, area)
        OR (reach_m > 0 AND ST_Dimension(r.geom) < 2 AND ST_DWithin(r.geom, area, reach_m))
      )
  ) AS found
) here
$$;
