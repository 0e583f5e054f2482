-- The address place with the code.
SELECT r.fid, r.label, r.municipality_part_name, r.municipality_name, 2.0,
  ST_X(ST_PointOnSurface(r.geom)), ST_Y(ST_PointOnSurface(r.geom))
FROM served.address_place r
WHERE r.fid = %(code)s;
