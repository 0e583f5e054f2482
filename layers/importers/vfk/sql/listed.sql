-- Rows of a list that a change file tells take the place of those known by the same code or come
-- after them; what ended goes, what it does not name stays.
UPDATE {stage} s
SET {column} = (
  SELECT jsonb_agg(listed.item ORDER BY listed.at)
  FROM (
    SELECT
      coalesce(
        (
          SELECT told FROM jsonb_array_elements(s.{column}) told
          WHERE told -> 'code' = known.item -> 'code' LIMIT 1
        ),
        known.item
      ) AS item,
      known.at
    FROM jsonb_array_elements(cur.{column}) WITH ORDINALITY known (item, at)
    WHERE NOT coalesce(s.ended -> {name}, '[]')
      @> jsonb_build_array(jsonb_build_object('code', known.item -> 'code'))
    UNION ALL
    SELECT told.item, 1000000 + told.at
    FROM jsonb_array_elements(s.{column}) WITH ORDINALITY told (item, at)
    WHERE NOT EXISTS (
      SELECT FROM jsonb_array_elements(cur.{column}) known
      WHERE known -> 'code' = told.item -> 'code'
    )
  ) listed
)
FROM {table} cur
WHERE cur.code = s.code AND upper_inf(cur.recorded) AND NOT s.deleted;
