-- The number of a title deed that the file names by its id alone.
UPDATE {stage} s
SET title_deed = (deed.attributes ->> 'title_deed')::integer, deed_id = NULL
FROM layers_feature deed
WHERE s.deed_id IS NOT NULL AND deed.layer = {deeds} AND deed.code = s.deed_id::text
  AND upper_inf(deed.recorded);
