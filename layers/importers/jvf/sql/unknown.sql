-- Changes of what is not known, without a geometry of their own.
WITH bad AS (
  DELETE FROM {stage} s WHERE s.attributes ? 'partial' AND s.outline IS NULL RETURNING s.*
)
INSERT INTO layers_quarantine (run_id, layer, code, place, reason, detail, attributes)
SELECT %(run)s, {layer}, code, place, 'Mění se objekt, který není znám, a změna nemá geometrii.', '',
  jsonb_build_object('attributes', attributes)
FROM bad;
