-- Of deeds that nobody knows by their id: the number stays, unless it is that of another deed.
UPDATE {stage} s
SET title_deed = CASE
  WHEN EXISTS (
    SELECT FROM layers_feature other
    WHERE other.layer = {deeds} AND upper_inf(other.recorded)
      AND other.attributes ? 'cadastral_unit_code'
      AND other.attributes ->> 'cadastral_unit_code' = cur.cadastral_unit_code::text
      AND other.attributes ->> 'title_deed' = cur.title_deed::text
  ) THEN NULL
  ELSE cur.title_deed
END
FROM {table} cur
WHERE s.deed_id IS NOT NULL AND cur.code = s.code AND upper_inf(cur.recorded);
