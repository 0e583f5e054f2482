-- Address places with the number in streets, and in parts and municipalities where no street is.
SELECT a.fid, a.label, a.municipality_part_name, a.municipality_name,
  a.place_score + CASE WHEN a.house_number = %(number)s THEN 0.1 ELSE 0 END
    + CASE WHEN lower(a.orientation_letter) = %(letter)s THEN 0.2 ELSE 0 END
    + similarity(
        dmvs_fold(concat_ws(' ', a.street_name, a.municipality_part_name, a.municipality_name)),
        dmvs_fold(%(text)s)) / 10 AS score,
  ST_X(ST_PointOnSurface(a.geom)), ST_Y(ST_PointOnSurface(a.geom))
FROM (
  SELECT r.*, greatest(
      (%(street_scores)s::float8[])[array_position(%(streets)s::bigint[], r.street_code)],
      (%(part_scores)s::float8[])[array_position(%(parts)s::bigint[], r.municipality_part_code)],
      (%(municipality_scores)s::float8[])
        [array_position(%(municipalities)s::bigint[], r.municipality_code)] - 0.05
    ) AS place_score
  FROM served.address_place r
  WHERE (
    r.street_code = ANY(%(streets)s::bigint[]) AND (
      (r.house_number = %(number)s
        AND (%(second)s IS NULL OR r.orientation_number = %(second)s))
      OR (r.orientation_number = %(number)s AND %(second)s IS NULL))
  ) OR (
    r.municipality_code = ANY(%(part_municipalities)s::bigint[]) AND r.house_number = %(number)s
    AND r.municipality_part_code = ANY(%(parts)s::bigint[])
    AND (r.street_code IS NULL OR (%(part_scores)s::float8[])
      [array_position(%(parts)s::bigint[], r.municipality_part_code)] > 0.9)
    AND (%(second)s IS NULL OR r.orientation_number = %(second)s)
  ) OR (
    r.municipality_code = ANY(%(municipalities)s::bigint[]) AND r.house_number = %(number)s
    AND r.street_code IS NULL
    AND (%(second)s IS NULL OR r.orientation_number = %(second)s)
  )
  ORDER BY place_score DESC, fid
  LIMIT 200
) a
WHERE (%(postcode)s IS NULL OR a.postcode = %(postcode)s)
  AND (%(building_type)s IS NULL OR EXISTS (
    SELECT FROM served.cadastre_building b
    WHERE b.fid = a.building_code AND b.building_type = %(building_type)s))
ORDER BY score DESC, a.municipality_name, a.label, a.fid
LIMIT %(limit)s;
