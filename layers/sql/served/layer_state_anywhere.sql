-- For each layer asked whether anybody told it anywhere, whether it occurs anywhere, and whether any
-- of what was told is too old on that day.
CREATE FUNCTION served.layer_state_anywhere(on_day date, asked text[])
RETURNS TABLE (layer text, state text, found boolean, data_day date, due_on date)
LANGUAGE sql STABLE AS $$
WITH told AS (
  SELECT DISTINCT ON (c.layer, c.source, c.municipality_code) c.*
  FROM served.coverage_told c
  WHERE c.layer = ANY(asked) AND c.data_day <= on_day
  ORDER BY c.layer, c.source, c.municipality_code, c.run_id DESC
), known AS (
  SELECT
    t.layer, min(t.data_day) AS data_day, min(t.due_on) AS due_on,
    bool_or(t.municipality_code IS DISTINCT FROM 0) AS of_a_place
  FROM told t
  GROUP BY t.layer
)
SELECT
  a.layer,
  CASE
    WHEN NOT coalesce(k.of_a_place, false) AND NOT here.found THEN 'no_data'
    WHEN k.due_on < on_day THEN 'out_of_date'
    WHEN here.found THEN 'occurs'
    ELSE 'not_occurs'
  END,
  here.found, k.data_day, k.due_on
FROM unnest(asked) a(layer)
LEFT JOIN known k ON k.layer = a.layer
CROSS JOIN LATERAL (
  SELECT EXISTS (
    SELECT FROM served.feature r WHERE r.layer = a.layer AND r.valid @> on_day
  ) AS found
) here
$$;
