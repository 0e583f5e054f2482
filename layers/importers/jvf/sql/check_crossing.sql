-- Lines that cross or touch themselves.
SELECT s.code, s.place, s.attributes ->> 'object_type_name',
  'kříží nebo opakuje sama sebe', count(*) OVER ()
FROM {stage} s
WHERE NOT s.deleted AND ST_Dimension(s.outline) = 1 AND NOT ST_IsSimple(s.outline)
ORDER BY s.ctid
LIMIT %(limit)s
