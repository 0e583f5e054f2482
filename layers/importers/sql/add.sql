-- Opens the objects that are not known yet.
INSERT INTO {table} ({columns}, content_hash, recorded, source, opened_by_id)
SELECT
  {columns}, md5(ROW({content})::text)::uuid, tstzrange(%(moment)s, NULL), %(source)s, %(run)s
FROM (
  SELECT {merged}
  FROM {stage} s
  LEFT JOIN {table} cur ON cur.code = s.code AND upper_inf(cur.recorded) {of_layer}
  WHERE NOT s.deleted AND cur.id IS NULL
) merged;
