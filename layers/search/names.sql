-- Units or streets whose name begins with the text or is like it; the score is 0 to 2.
SELECT fid, label, municipality_name, score,
  ST_X(place), ST_Y(place), ST_XMin(geom), ST_YMin(geom), ST_XMax(geom), ST_YMax(geom)
FROM (
  SELECT r.fid, r.label, {municipality} AS municipality_name, r.geom,
    coalesce({point}, ST_PointOnSurface(r.geom)) AS place,
    CASE
      WHEN dmvs_fold(r.label) = dmvs_fold(%(text)s) THEN 1.0
      WHEN dmvs_fold(r.label) LIKE dmvs_fold(%(prefix)s) THEN 0.5
      ELSE 0.0
    END + greatest(
      similarity(dmvs_fold(r.label), dmvs_fold(%(text)s)),
      similarity(dmvs_fold(r.label || ' ' || coalesce({municipality}, '')), dmvs_fold(%(text)s))
    ) AS score
  FROM {view} r
  WHERE r.fid IN (
    (SELECT n.fid FROM {view} n WHERE dmvs_fold(n.label) LIKE dmvs_fold(%(prefix)s)
     ORDER BY dmvs_fold(n.label) USING ~<~ LIMIT %(near)s)
    UNION ALL
    (SELECT n.fid FROM {view} n WHERE %(fuzzy)s
     ORDER BY dmvs_fold(n.label) <-> dmvs_fold(%(text)s) LIMIT %(near)s)
  )
) found
WHERE score >= %(least)s
ORDER BY score DESC, label, municipality_name, fid
LIMIT %(limit)s;
