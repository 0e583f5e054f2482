-- What a change that carries only what changes leaves as it was; one of an unknown object is bad.
UPDATE {stage} s
SET
  attributes = jsonb_strip_nulls(
    cur.attributes || (s.attributes - 'partial') || jsonb_build_object(
      'details',
      coalesce(cur.attributes -> 'details', '{{}}') || coalesce(s.attributes -> 'details', '{{}}')
    )
  ),
  outline = coalesce(s.outline, cur.geom),
  geom_3d = CASE WHEN s.outline IS NULL THEN cur.geom_3d ELSE s.geom_3d END
FROM layers_feature cur
WHERE s.attributes ? 'partial' AND cur.code = s.code AND upper_inf(cur.recorded)
  AND cur.layer IN ({layer}, {twin});
