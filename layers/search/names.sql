-- Units or streets whose name begins with the text or is like it; the score is 0 to 2.
SELECT r.fid, r.label, {municipality}, found.score,
  ST_X(p.place), ST_Y(p.place),
  ST_XMin(r.geom), ST_YMin(r.geom), ST_XMax(r.geom), ST_YMax(r.geom)
FROM (
  SELECT r.fid, like_name + CASE
      WHEN dmvs_fold(r.label) = dmvs_fold(%(text)s) THEN 1.0
      WHEN dmvs_fold(r.label) LIKE dmvs_fold(%(prefix)s) THEN 0.5
      ELSE 0.0
    END AS score
  FROM {view} r, LATERAL (
    SELECT
      CASE WHEN dmvs_fold(r.label) = ANY(%(swapped)s::text[]) THEN 0.8
        ELSE similarity(dmvs_fold(r.label), dmvs_fold(%(text)s)) END AS own,
      similarity(
        dmvs_fold(r.label || ' ' || coalesce({municipality}, '')), dmvs_fold(%(text)s)) AS placed
  ) s, LATERAL (SELECT CASE WHEN own < 0.2 THEN own ELSE greatest(own, placed) END AS like_name) l
  WHERE r.fid IN (
    (SELECT n.fid FROM {view} n WHERE dmvs_fold(n.label) LIKE dmvs_fold(%(prefix)s)
     ORDER BY dmvs_fold(n.label) USING ~<~ LIMIT %(near)s)
    UNION ALL
    (SELECT n.fid FROM {view} n WHERE %(fuzzy)s
     ORDER BY dmvs_fold(n.label) <-> dmvs_fold(%(text)s) LIMIT %(near)s)
    UNION ALL
    (SELECT n.fid FROM {view} n WHERE %(fuzzy)s AND dmvs_fold(n.label) = ANY(%(swapped)s::text[])
     LIMIT %(near)s)
  )
  ORDER BY score DESC, r.label, r.fid
  LIMIT %(limit)s
) found
JOIN {view} r USING (fid),
LATERAL (SELECT coalesce({point}, ST_PointOnSurface(r.geom)) AS place) p
WHERE found.score >= %(least)s
ORDER BY found.score DESC, r.label, {municipality}, r.fid;
