-- Address places with the number, in streets like the text, or in villages like it where no street is.
WITH streets AS (
  SELECT fid, label, municipality_name, municipality_code
  FROM served.address_street
  ORDER BY dmvs_fold(label) <-> dmvs_fold(%(text)s)
  LIMIT %(near)s
), scored AS (
  SELECT fid, CASE WHEN own < 0.2 THEN own ELSE greatest(own, placed) END AS score
  FROM streets, LATERAL (
    SELECT similarity(dmvs_fold(label), dmvs_fold(%(text)s)) AS own,
      similarity(
        dmvs_fold(label || ' ' || coalesce(municipality_name, '')), dmvs_fold(%(text)s)) AS placed
  ) s
  ORDER BY score DESC, fid
  LIMIT 100
), parts AS (
  SELECT fid, municipality_code, similarity(dmvs_fold(label), dmvs_fold(%(text)s)) AS score
  FROM served.admin_municipality_part
  ORDER BY dmvs_fold(label) <-> dmvs_fold(%(text)s)
  LIMIT 10
), municipalities AS (
  SELECT fid, similarity(dmvs_fold(label), dmvs_fold(%(text)s)) - 0.05 AS score
  FROM served.admin_municipality
  ORDER BY dmvs_fold(label) <-> dmvs_fold(%(text)s)
  LIMIT 5
), found AS (
  SELECT a.fid, s.score
  FROM scored s JOIN served.address_place a ON a.street_code = s.fid
  WHERE s.score >= %(least)s AND (
    (a.house_number = %(number)s
      AND (%(second)s IS NULL OR a.orientation_number = %(second)s))
    OR (a.orientation_number = %(number)s AND %(second)s IS NULL)
  )
  UNION ALL
  SELECT a.fid, p.score
  FROM parts p
  JOIN served.address_place a
    ON a.municipality_code = p.municipality_code AND a.municipality_part_code = p.fid
  WHERE p.score >= %(least)s AND a.house_number = %(number)s
    AND (a.street_code IS NULL OR p.score > 0.9)
    AND (%(second)s IS NULL OR a.orientation_number = %(second)s)
  UNION ALL
  SELECT a.fid, m.score
  FROM municipalities m JOIN served.address_place a ON a.municipality_code = m.fid
  WHERE m.score >= %(least)s AND a.house_number = %(number)s AND a.street_code IS NULL
    AND (%(second)s IS NULL OR a.orientation_number = %(second)s)
), ranked AS (
  SELECT fid, max(score) AS score FROM found GROUP BY fid ORDER BY score DESC, fid LIMIT 200
)
SELECT a.fid, a.label, a.municipality_part_name, a.municipality_name,
  k.score + CASE WHEN a.house_number = %(number)s THEN 0.1 ELSE 0 END
    + CASE WHEN lower(a.orientation_letter) = %(letter)s THEN 0.2 ELSE 0 END
    + similarity(
        dmvs_fold(concat_ws(' ', a.street_name, a.municipality_part_name, a.municipality_name)),
        dmvs_fold(%(text)s)) / 10 AS score,
  ST_X(ST_PointOnSurface(a.geom)), ST_Y(ST_PointOnSurface(a.geom))
FROM ranked k JOIN served.address_place a USING (fid)
ORDER BY score DESC, a.municipality_name, a.label, a.fid
LIMIT %(limit)s;
