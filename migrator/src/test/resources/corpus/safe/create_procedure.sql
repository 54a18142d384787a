-- Nobody calls it yet.
-- source: https://www.postgresql.org/docs/17/sql-createprocedure.html
-- schema: shop
CREATE PROCEDURE tidy() LANGUAGE sql AS $$ DELETE FROM scratch; $$;
