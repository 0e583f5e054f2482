-- Areas of one type and level of the base situation that cover each other.
SELECT s.code, s.place, s.attributes ->> 'object_type_name',
  format('překrývá se s %%s o %%s m²', other.code,
    round(ST_Area(ST_Intersection(s.outline, other.outline))::numeric, 2)), count(*) OVER ()
FROM {stage} s
JOIN {stage} other ON other.outline && s.outline AND other.ctid > s.ctid
WHERE NOT s.deleted AND NOT other.deleted
  AND s.attributes ->> 'object_type' = other.attributes ->> 'object_type'
  AND coalesce(s.attributes ->> 'level', '') = coalesce(other.attributes ->> 'level', '')
  AND ST_Dimension(s.outline) = 2 AND ST_IsValid(s.outline) AND ST_IsValid(other.outline)
  AND ST_Relate(s.outline, other.outline, '2********')
  AND ST_Area(ST_Intersection(s.outline, other.outline)) >= %(sliver_m2)s
ORDER BY s.ctid
LIMIT %(limit)s
