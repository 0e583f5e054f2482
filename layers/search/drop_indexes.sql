-- Undoes indexes.sql.
DROP INDEX IF EXISTS municipality_name_search, cadastralunit_name_search,
  municipalitypart_name_search, street_name_search, municipality_name_prefix,
  cadastralunit_name_prefix, municipalitypart_name_prefix, street_name_prefix;
