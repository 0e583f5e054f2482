-- A unit or a street by its RÚIAN code.
SELECT r.fid, r.label, {municipality}, 2.0,
  ST_X(p.place), ST_Y(p.place),
  ST_XMin(r.geom), ST_YMin(r.geom), ST_XMax(r.geom), ST_YMax(r.geom)
FROM {view} r, LATERAL (SELECT coalesce({point}, ST_PointOnSurface(r.geom)) AS place) p
WHERE r.fid = %(code)s;
