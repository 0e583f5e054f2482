-- The chosen objects with their row before and after, and the geometry to show.
SELECT
  shown.code::text,
  to_jsonb(before) - %(hidden)s::text[],
  to_jsonb(after) - %(hidden)s::text[],
  before.geom IS DISTINCT FROM after.geom,
  CASE
    WHEN ST_NPoints(shown.geom) <= 2000 THEN shown.geom
    ELSE ST_SimplifyPreserveTopology(shown.geom, 2)
  END
FROM unnest(%(shown)s::bigint[], %(before)s::bigint[], %(after)s::bigint[])
  WITH ORDINALITY AS chosen (shown_id, before_id, after_id, place)
JOIN {table} shown ON shown.id = chosen.shown_id
LEFT JOIN {table} before ON before.id = chosen.before_id
LEFT JOIN {table} after ON after.id = chosen.after_id
ORDER BY chosen.place
