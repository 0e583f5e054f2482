-- The databases of the bench; any number of times.
SELECT format('CREATE DATABASE %I OWNER dmvs_owner', name)
FROM unnest(ARRAY['dmvs_bench', 'dmvs_bench_import']) AS name
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = name)
\gexec
