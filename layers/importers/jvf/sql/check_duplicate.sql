-- Objects of one type at the very same place.
SELECT code, place, type_name, format('táž geometrie jako %%s (%%s)', first_code, first_place),
  count(*) OVER ()
FROM (
  SELECT s.ctid AS row_id, s.code, s.place, s.attributes ->> 'object_type_name' AS type_name,
    row_number() OVER same AS nth, first_value(s.code) OVER same AS first_code,
    first_value(s.place) OVER same AS first_place
  FROM {stage} s
  WHERE NOT s.deleted AND s.outline IS NOT NULL
  WINDOW same AS (
    PARTITION BY s.attributes ->> 'object_type', md5(ST_AsBinary(s.outline)) ORDER BY s.ctid
  )
) ranked
WHERE nth > 1
ORDER BY row_id
LIMIT %(limit)s
