-- The two roles of the product; run by a superuser, any number of times.
-- No passwords: over the private socket the operating system says who connects.
SELECT format('CREATE ROLE %I LOGIN', name)
FROM unnest(ARRAY['dmvs_owner', 'dmvs_reader']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)
\gexec

-- The reader answers for the public: bounded in time and space, no right but what migrations grant.
ALTER ROLE dmvs_reader SET default_transaction_read_only = on;
ALTER ROLE dmvs_reader SET statement_timeout = '10s';
ALTER ROLE dmvs_reader SET lock_timeout = '2s';
ALTER ROLE dmvs_reader SET idle_in_transaction_session_timeout = '30s';
ALTER ROLE dmvs_reader SET temp_file_limit = '1GB';
ALTER ROLE dmvs_reader SET jit = off;

SELECT 'CREATE DATABASE dmvs OWNER dmvs_owner'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'dmvs')
\gexec

-- Nobody but the two roles has anything to do in any database of ours.
REVOKE ALL ON DATABASE dmvs FROM PUBLIC;
GRANT CONNECT ON DATABASE dmvs TO dmvs_reader;
