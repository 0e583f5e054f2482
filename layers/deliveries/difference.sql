-- Some of the objects of one kind that a run has touched, with their row before and after.
-- `o` was opened by the run, `c` was closed by it; which of them must be there makes the kind.
WITH chosen AS (
  SELECT coalesce(o.id, c.id) AS shown_id, c.id AS before_id, o.id AS after_id
  FROM (SELECT id, code FROM {table} cur WHERE opened_by_id = %(run)s {of_layer}) o
  {join} JOIN (SELECT id, code FROM {table} cur WHERE closed_by_id = %(run)s {of_layer}) c
    ON c.code = o.code
  WHERE {condition}
  ORDER BY coalesce(o.code, c.code)
  LIMIT %(limit)s
)
SELECT
  shown.code::text,
  to_jsonb(before) - %(hidden)s::text[],
  to_jsonb(after) - %(hidden)s::text[],
  before.geom IS DISTINCT FROM after.geom,
  CASE
    WHEN ST_NPoints(shown.geom) <= 2000 THEN shown.geom
    ELSE ST_SimplifyPreserveTopology(shown.geom, 2)
  END
FROM chosen
JOIN {table} shown ON shown.id = chosen.shown_id
LEFT JOIN {table} before ON before.id = chosen.before_id
LEFT JOIN {table} after ON after.id = chosen.after_id
ORDER BY shown.code
