-- Gives staged records without a code of the register (negative) the code of the object that is
-- known by the same value of another column.
UPDATE {stage} s
SET code = cur.code
FROM {table} cur
WHERE s.code < 0 AND cur.{known_by} = s.{known_by} AND upper_inf(cur.recorded) AND cur.code > 0;
