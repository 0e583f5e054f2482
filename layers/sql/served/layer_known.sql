-- What providers told of each layer asked in an area (EPSG:5514) up to that day: whether of the
-- whole area, as of which day, until when it is to be believed. Points and lines count within
-- `reach_m` of the area. Nobody speaks for ground beyond the known municipalities; a provider who
-- names no territory (0) says something only of what he has here.
CREATE FUNCTION served.layer_known(
  area geometry, reach_m double precision, on_day date, asked text[]
)
RETURNS TABLE (layer text, whole boolean, overdue boolean, data_day date, due_on date)
LANGUAGE sql STABLE AS $$
WITH ground AS MATERIALIZED (  -- a municipality that an area only touches has no say
  SELECT m.code FROM served.admin_municipality m
  WHERE ST_Intersects(m.geom, area) AND (ST_Dimension(area) < 2 OR NOT ST_Touches(m.geom, area))
), inside AS (  -- borders of areas and of the register may differ by a little
  SELECT CASE
    WHEN ST_Dimension(area) < 2 THEN EXISTS (SELECT FROM ground)
    ELSE coalesce((
      SELECT sum(ST_Area(served.shared(m.geom, area))) >= 0.99 * ST_Area(area)
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
)
SELECT
  t.layer,
  (SELECT whole FROM inside) AND (
    bool_or(t.municipality_code IS NULL)
    OR count(DISTINCT nullif(t.municipality_code, 0)) = (SELECT count(*) FROM ground)
  ),
  coalesce(min(t.due_on) < on_day, false),
  min(t.data_day), min(t.due_on)
FROM told t
GROUP BY t.layer
$$;
