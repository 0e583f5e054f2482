-- The tests make and drop databases of their own.
ALTER ROLE dmvs_owner CREATEDB;
GRANT CONNECT ON DATABASE postgres TO dmvs_owner;
