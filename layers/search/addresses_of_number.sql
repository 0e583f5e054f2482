-- Address places by house number alone, or with a postcode; in the order of municipalities.
SELECT r.fid, r.label, r.municipality_part_name, r.municipality_name, 1.0,
  ST_X(ST_PointOnSurface(r.geom)), ST_Y(ST_PointOnSurface(r.geom))
FROM (
  SELECT * FROM served.address_place
  WHERE house_number = %(number)s
    AND (%(postcode)s IS NULL OR postcode = %(postcode)s)
    AND (%(second)s IS NULL OR orientation_number = %(second)s)
    AND (%(letter)s = '' OR lower(orientation_letter) = %(letter)s)
    AND (%(building_type)s IS NULL OR EXISTS (
      SELECT FROM served.cadastre_building b
      WHERE b.fid = building_code AND b.building_type = %(building_type)s))
  LIMIT 1000
) r
ORDER BY r.municipality_name, r.municipality_part_name, r.label, r.fid
LIMIT %(limit)s;
