-- Numbers that no parcel of the unit has today, and the parcels of today where the last known outline lay; slivers below a hundredth of it are left out.
SELECT old.label, old.until, old.source, old.run, today.share, today.fid = old.code,
  r.fid, r.label, r.cadastral_unit_name, r.municipality_name, r.source_class,
  ST_X(p.place), ST_Y(p.place),
  ST_XMin(r.geom), ST_YMin(r.geom), ST_XMax(r.geom), ST_YMax(r.geom)
FROM (
  SELECT DISTINCT ON (e.cadastral_unit_code, e.label) e.*
  FROM served.cadastre_parcel_ended e
  WHERE e.number = %(number)s AND e.subdivision IS NOT DISTINCT FROM %(second)s
    AND (%(series)s IS NULL OR e.series = %(series)s)
    AND (%(units)s::bigint[] IS NULL OR e.cadastral_unit_code = ANY(%(units)s::bigint[]))
    AND NOT EXISTS (
      SELECT FROM served.cadastre_parcel now
      WHERE now.cadastral_unit_code = e.cadastral_unit_code AND now.number = e.number
        AND now.subdivision IS NOT DISTINCT FROM e.subdivision AND now.series = e.series)
  ORDER BY e.cadastral_unit_code, e.label, e.ended_at DESC
  LIMIT 20
) old,
LATERAL (
  SELECT now.fid, CASE WHEN area.whole > 0
    THEN ST_Area(ST_Intersection(now.geom, old.geom)) / area.whole END AS share
  FROM served.cadastre_parcel_ground now, LATERAL (SELECT ST_Area(old.geom) AS whole) area
  WHERE ST_Intersects(now.geom, old.geom)
  UNION ALL
  SELECT now.fid, NULL FROM served.cadastre_parcel_ground now
  WHERE old.geom IS NULL AND now.fid = old.code
) today
JOIN served.cadastre_parcel r ON r.fid = today.fid,
LATERAL (SELECT coalesce(r.point, ST_PointOnSurface(r.geom)) AS place) p
WHERE today.share IS NULL OR today.share >= 0.01
ORDER BY old.until DESC, old.cadastral_unit_code, old.label, today.share DESC NULLS LAST, r.fid
LIMIT %(limit)s;
