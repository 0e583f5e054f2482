-- Whether an object lies in an area (both EPSG:5514): one that only touches its border does not,
-- unless it is a point. Written to be inlined, so that the index of `geom` serves it.
CREATE FUNCTION served.lies_in(geom geometry, area geometry) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ST_Intersects(geom, area) AND (ST_Dimension(geom) = 0 OR NOT ST_Touches(geom, area))
$$;
