-- Documents whose name holds the text or is like it, or whose number or code it is; where they have no place, that of their municipality.
SELECT r.layer, r.fid, r.label, m.label, r.attributes ->> 'number', found.score,
  ST_X(p.place), ST_Y(p.place),
  ST_XMin(s.shape), ST_YMin(s.shape), ST_XMax(s.shape), ST_YMax(s.shape)
FROM (
  SELECT n.layer, n.fid, similarity(dmvs_fold(n.label), dmvs_fold(%(text)s)) + CASE
      WHEN dmvs_fold(n.fid) = dmvs_fold(%(text)s) THEN 1.5
      WHEN dmvs_fold(n.attributes ->> 'number') = dmvs_fold(%(text)s) THEN 1.0
      WHEN dmvs_fold(n.label) LIKE dmvs_fold(%(within)s) THEN 0.5
      ELSE 0.0
    END AS score
  FROM served.feature n
  WHERE n.layer = ANY(%(layers)s) AND (n.layer, n.fid) IN (
    (SELECT l.layer, l.fid FROM served.feature l
     WHERE l.layer LIKE '%%\_document' AND l.layer = ANY(%(layers)s)
     ORDER BY dmvs_fold(l.label) <-> dmvs_fold(%(text)s) LIMIT %(near)s)
    UNION
    (SELECT l.layer, l.fid FROM served.feature l
     WHERE l.layer LIKE '%%\_document' AND l.layer = ANY(%(layers)s)
       AND dmvs_fold(l.label) LIKE dmvs_fold(%(within)s) LIMIT %(near)s)
    UNION
    (SELECT l.layer, l.fid FROM served.feature l
     WHERE l.layer LIKE '%%\_document' AND l.layer = ANY(%(layers)s)
       AND dmvs_fold(l.attributes ->> 'number') = dmvs_fold(%(text)s) LIMIT %(near)s)
    UNION
    (SELECT l.layer, l.fid FROM served.feature l
     WHERE l.layer = ANY(%(layers)s) AND l.fid = %(text)s)
  )
  ORDER BY score DESC, n.label, n.fid
  LIMIT %(limit)s
) found
JOIN served.feature r USING (layer, fid)
LEFT JOIN served.admin_municipality m ON m.fid = r.municipality_code,
LATERAL (SELECT coalesce(r.geom, m.geom) AS shape) s,
LATERAL (SELECT ST_PointOnSurface(s.shape) AS place) p
WHERE found.score >= %(least)s
ORDER BY found.score DESC, r.label, r.fid;
