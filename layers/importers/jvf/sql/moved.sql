-- Utilities whose secrecy the change itself does not tell, or has changed: to the layer they
-- belong to.
WITH moved AS (
  DELETE FROM {stage} s
  WHERE NOT s.deleted
    AND coalesce((s.attributes ->> 'critical')::boolean, false) <> {is_critical}
  RETURNING s.*
)
INSERT INTO {twin_stage} SELECT * FROM moved;
