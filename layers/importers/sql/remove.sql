-- Closes what a full file no longer has; what is in quarantine stays as it was.
UPDATE {table} cur
SET recorded = tstzrange(lower(cur.recorded), %(moment)s), closed_by_id = %(run)s
WHERE upper_inf(cur.recorded) AND cur.source = %(source)s {of_layer} {in_scope}
  AND NOT EXISTS (SELECT FROM {stage} s WHERE s.code = cur.code AND NOT s.deleted)
  AND NOT EXISTS (
    SELECT FROM layers_quarantine q
    WHERE q.run_id = %(run)s AND q.layer = %(layer)s AND q.code = cur.code::text
  );
