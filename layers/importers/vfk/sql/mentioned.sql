-- Objects without a row of their own in the file that nobody knows are of other units.
DELETE FROM {stage} s
WHERE s.is_mentioned
  AND NOT EXISTS (SELECT FROM {table} cur WHERE cur.code = s.code AND upper_inf(cur.recorded));
