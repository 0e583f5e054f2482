-- The staged records whose object is known already, with what the file says laid over what is
-- known; `content_hash` decides whether anything changed.
CREATE TEMP TABLE diff ON COMMIT DROP AS
SELECT * FROM (
  SELECT merged.*, md5(ROW({content})::text)::uuid AS content_hash
  FROM (
    SELECT cur.id AS cur_id, cur.content_hash AS cur_hash, {merged}
    FROM {stage} s
    JOIN {table} cur ON cur.code = s.code AND upper_inf(cur.recorded) {of_layer}
    WHERE NOT s.deleted AND cur.source <> ALL(%(yields_to)s)
  ) merged
  OFFSET 0  -- the hash is computed once
) hashed
WHERE content_hash <> cur_hash;
