-- Objects without heights that should have them, and heights that are not of this country.
SELECT s.code, s.place, s.attributes ->> 'object_type_name',
  CASE WHEN s.geom_3d IS NULL THEN 'chybí výšky'
    ELSE format('výška %%s až %%s m', ST_ZMin(s.geom_3d), ST_ZMax(s.geom_3d)) END,
  count(*) OVER ()
FROM {stage} s
WHERE NOT s.deleted AND s.outline IS NOT NULL
  AND CASE
    WHEN s.geom_3d IS NULL THEN s.attributes ->> 'object_type' <> ALL (%(flat)s)
    WHEN ST_ZMax(s.geom_3d) > %(highest_m)s THEN true
    ELSE ST_ZMin(s.geom_3d) < CASE
      WHEN (s.attributes ->> 'level')::integer < 0 THEN %(deepest_m)s ELSE %(lowest_m)s END
  END
ORDER BY s.ctid
LIMIT %(limit)s
