-- Records older than what is known of the same object.
WITH bad AS (
  DELETE FROM {stage} s USING layers_feature cur
  WHERE cur.layer = {layer} AND cur.code = s.code AND upper_inf(cur.recorded) AND NOT s.deleted
    AND s.attributes ->> 'changed_at' < cur.attributes ->> 'changed_at'
  RETURNING s.*, cur.attributes ->> 'changed_on' AS known_on
)
INSERT INTO layers_quarantine (run_id, layer, code, place, reason, detail, attributes, geom)
SELECT %(run)s, {layer}, code, place, 'Je znám novější stav objektu.', coalesce(known_on, ''),
  jsonb_build_object('attributes', attributes), ST_SetSRID(outline, 5514)
FROM bad;
