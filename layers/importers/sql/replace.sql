-- Closes the changed versions and opens their successors.
UPDATE {table} cur
SET recorded = tstzrange(lower(cur.recorded), %(moment)s), closed_by_id = %(run)s
FROM diff WHERE cur.id = diff.cur_id;

INSERT INTO {table} ({columns}, content_hash, recorded, source, opened_by_id)
SELECT {columns}, content_hash, tstzrange(%(moment)s, NULL), %(source)s, %(run)s
FROM diff;
