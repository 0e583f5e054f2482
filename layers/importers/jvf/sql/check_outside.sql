-- Objects that do not lie wholly in the area that the file declares.
SELECT s.code, s.place, s.attributes ->> 'object_type_name',
  format('%%s m od vymezené oblasti',
    round(ST_MaxDistance(s.outline, ST_ClosestPoint(%(area)s::geometry, s.outline))::numeric, 2)),
  count(*) OVER ()
FROM {stage} s
WHERE NOT s.deleted AND s.outline IS NOT NULL
  AND NOT ST_Covers(ST_Buffer(%(area)s::geometry, 0.01), s.outline)
ORDER BY s.ctid
LIMIT %(limit)s
