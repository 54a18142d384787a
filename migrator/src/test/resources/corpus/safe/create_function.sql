-- Nobody calls it yet.
-- source: https://www.postgresql.org/docs/17/sql-createfunction.html
-- schema: shop
CREATE FUNCTION half(a numeric) RETURNS numeric IMMUTABLE LANGUAGE sql AS $$ SELECT a / 2; $$;
