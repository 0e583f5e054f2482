-- What a change file leaves unsaid of an object stays as it is known.
UPDATE {stage} s
SET {kept}
FROM {table} cur
WHERE cur.code = s.code AND upper_inf(cur.recorded) AND NOT s.deleted;
