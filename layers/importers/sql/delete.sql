-- Closes what a change file names as gone; known or not is counted by the caller.
UPDATE {table} cur
SET recorded = tstzrange(lower(cur.recorded), %(moment)s), closed_by_id = %(run)s
FROM {stage} s
WHERE s.deleted AND s.code = cur.code AND upper_inf(cur.recorded) {of_layer}
  AND cur.source <> ALL(%(yields_to)s);
