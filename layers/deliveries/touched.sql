-- Ids of some of the objects of one kind that a run has touched: shown, before, after.
-- `o` was opened by the run, `c` was closed by it; which of them must be there makes the kind.
SELECT coalesce(o.id, c.id), c.id, o.id
FROM (SELECT id, code FROM {table} cur WHERE opened_by_id = %(run)s {of_layer}) o
{join} JOIN (SELECT id, code FROM {table} cur WHERE closed_by_id = %(run)s {of_layer}) c
  ON c.code = o.code
WHERE {condition}
ORDER BY coalesce(o.code, c.code)
LIMIT %(limit)s
