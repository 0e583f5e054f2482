-- Objects that come in this layer, or are deleted from it, but are known in its twin.
INSERT INTO {twin_stage} (place, deleted, code)
SELECT s.place, true, s.code
FROM {stage} s
JOIN layers_feature cur ON cur.layer = {twin} AND cur.code = s.code AND upper_inf(cur.recorded)
WHERE s.attributes ->> 'blurred' IS NULL
  AND NOT EXISTS (SELECT FROM {twin_stage} present WHERE present.code = s.code);
