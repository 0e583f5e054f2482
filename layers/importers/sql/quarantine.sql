-- Moves the bad records of one layer from the stage to the quarantine.
WITH moved AS (
  DELETE FROM {stage} s USING bad WHERE s.ctid = bad.row_id
  RETURNING s.*, bad.reason
)
INSERT INTO layers_quarantine (run_id, layer, code, place, reason, detail, attributes, geom)
SELECT
  %(run)s, %(layer)s, coalesce(m.code::text, ''), coalesce(m.place, ''), m.reason,
  CASE m.reason
    WHEN 'Neplatný obrys.' THEN ST_IsValidReason(m.outline)
    WHEN 'Neplatná generalizovaná hranice.' THEN ST_IsValidReason(m.generalized)
    WHEN 'Chybí povinný údaj.' THEN concat_ws(', ', {missing_names})
    ELSE ''
  END,
  to_jsonb(m) - '{{place,deleted,code,reason,outline,generalized,point,geom_3d}}'::text[] - %(asides)s::text[],
  ST_SetSRID(coalesce(m.outline, m.generalized, m.point), 5514)
FROM moved m;
