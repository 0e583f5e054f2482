-- Parcels with the number in the units, which stand in the order of preference.
SELECT r.fid, r.label, r.cadastral_unit_name, r.municipality_name, r.source_class,
  ST_X(p.place), ST_Y(p.place),
  ST_XMin(r.geom), ST_YMin(r.geom), ST_XMax(r.geom), ST_YMax(r.geom)
FROM (
  SELECT * FROM served.cadastre_parcel
  WHERE cadastral_unit_code = ANY(%(units)s::bigint[]) AND number = %(number)s
    AND (%(second)s IS NULL OR subdivision = %(second)s)
    AND (%(series)s IS NULL OR series = %(series)s)
  ORDER BY array_position(%(units)s::bigint[], cadastral_unit_code),
    subdivision NULLS FIRST, series DESC, fid
  LIMIT %(limit)s
) r, LATERAL (SELECT coalesce(r.point, ST_PointOnSurface(r.geom)) AS place) p
ORDER BY array_position(%(units)s::bigint[], r.cadastral_unit_code),
  r.subdivision NULLS FIRST, r.series DESC, r.fid;
