-- Objects that were known without ID and now come with one: the same type at the same place.
INSERT INTO {stage} (place, deleted, code)
SELECT s.place, true, cur.code
FROM layers_feature cur
JOIN {stage} s ON s.attributes ->> 'object_type' = cur.attributes ->> 'object_type'
  AND NOT s.deleted AND s.code NOT LIKE 'bez-id-%%'
  AND ST_AsBinary(s.outline) = ST_AsBinary(cur.geom)
WHERE cur.layer = {layer} AND cur.code LIKE 'bez-id-%%' AND upper_inf(cur.recorded)
  AND NOT EXISTS (SELECT FROM {stage} present WHERE present.code = cur.code);
