-- Municipalities that lie in the area of a delivery.
SELECT m.code
FROM layers_municipality m, ST_GeomFromWKB(%(area)s, 5514) area
WHERE upper_inf(m.recorded) AND m.geom && area
  AND ST_Area(ST_Intersection(m.geom, area)) >= %(share)s * ST_Area(m.geom)
