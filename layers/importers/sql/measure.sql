-- What the staged records of one layer have for a place.
SELECT
  count(outline),
  count(*) FILTER (WHERE outline IS NULL AND coalesce(generalized, point) IS NOT NULL),
  count(*) FILTER (WHERE coalesce(outline, generalized, point) IS NULL),
  coalesce(sum(ST_Area(outline)), 0)
FROM {stage}
WHERE NOT deleted;
