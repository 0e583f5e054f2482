-- Empties all tables of the layers, so that each import begins with nothing.
DO $$ BEGIN
  EXECUTE (
    SELECT 'TRUNCATE ' || string_agg(quote_ident(tablename), ', ') || ' CASCADE'
    FROM pg_tables
    WHERE schemaname = 'public' AND tablename ~ '^layers_'
  );
END $$;
