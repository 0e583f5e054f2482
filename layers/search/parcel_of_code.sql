-- The parcel with the code.
SELECT r.fid, r.label, r.cadastral_unit_name, r.municipality_name, r.source_class,
  ST_X(p.place), ST_Y(p.place),
  ST_XMin(r.geom), ST_YMin(r.geom), ST_XMax(r.geom), ST_YMax(r.geom)
FROM served.cadastre_parcel r,
  LATERAL (SELECT coalesce(r.point, ST_PointOnSurface(r.geom)) AS place) p
WHERE r.fid = %(code)s;
