-- What only a superuser may put into a database of the product; any number of times.
CREATE EXTENSION IF NOT EXISTS postgis;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- Large objects are open to everyone by default; the product has none.
SELECT format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', oid::regprocedure)
FROM pg_proc
WHERE pronamespace = 'pg_catalog'::regnamespace
    AND (proname LIKE 'lo\_%' OR proname IN ('loread', 'lowrite'))
\gexec

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
-- Migrations pin the product's transformation in PostGIS's own list of systems.
GRANT SELECT, INSERT, UPDATE ON spatial_ref_sys TO dmvs_owner;
