-- Text as it is compared in search: no diacritics, lower case. Immutable, so that indexes may use it.
CREATE OR REPLACE FUNCTION public.dmvs_fold(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN lower(public.unaccent('public.unaccent'::regdictionary, value));
