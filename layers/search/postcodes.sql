-- Municipality parts that have addresses with the postcode, those with most of them first.
SELECT r.fid, r.label, r.municipality_name, found.addresses,
  ST_X(p.place), ST_Y(p.place),
  ST_XMin(r.geom), ST_YMin(r.geom), ST_XMax(r.geom), ST_YMax(r.geom)
FROM (
  SELECT municipality_part_code AS fid, count(*) AS addresses FROM served.address_place
  WHERE postcode = %(postcode)s GROUP BY municipality_part_code
) found
JOIN served.admin_municipality_part r USING (fid),
LATERAL (SELECT coalesce(ST_GeometryN(r.point, 1), ST_PointOnSurface(r.geom)) AS place) p
ORDER BY found.addresses DESC, r.label, r.fid
LIMIT %(limit)s;
