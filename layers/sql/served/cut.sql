-- The part of an object that lies in an area (both EPSG:5514), of the object's own dimension.
CREATE FUNCTION served.cut(geom geometry, area geometry) RETURNS geometry
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN geom IS NULL OR ST_CoveredBy(geom, area) THEN geom
    ELSE ST_CollectionExtract(ST_Intersection(geom, area), ST_Dimension(geom) + 1)
  END
$$;
