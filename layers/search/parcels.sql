-- Parcels with the number in any cadastral unit; without a subdivision the bare number comes first.
SELECT r.fid, r.label, r.cadastral_unit_name, r.municipality_name, r.source_class,
  ST_X(p.place), ST_Y(p.place),
  ST_XMin(r.geom), ST_YMin(r.geom), ST_XMax(r.geom), ST_YMax(r.geom)
FROM (
  SELECT * FROM (
    (SELECT * FROM served.cadastre_parcel
     WHERE number = %(number)s
       AND (subdivision = %(second)s OR (%(second)s IS NULL AND subdivision IS NULL))
       AND (%(series)s IS NULL OR series = %(series)s) LIMIT 1000)
    UNION ALL
    (SELECT * FROM served.cadastre_parcel
     WHERE number = %(number)s AND %(second)s IS NULL AND subdivision > 0
       AND (%(series)s IS NULL OR series = %(series)s) ORDER BY subdivision LIMIT %(limit)s)
  ) every
  ORDER BY subdivision NULLS FIRST, series DESC, cadastral_unit_name, fid
  LIMIT %(limit)s
) r, LATERAL (SELECT coalesce(r.point, ST_PointOnSurface(r.geom)) AS place) p
ORDER BY r.subdivision NULLS FIRST, r.series DESC, r.cadastral_unit_name, r.fid;
