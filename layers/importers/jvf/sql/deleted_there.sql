-- Deletions that the twin has taken over.
DELETE FROM {stage} s
USING {twin_stage} there
WHERE s.deleted AND there.deleted AND there.code = s.code
  AND NOT EXISTS (
    SELECT FROM layers_feature cur
    WHERE cur.layer = {layer} AND cur.code = s.code AND upper_inf(cur.recorded)
  );
