-- Another type of result.
-- source: https://www.postgresql.org/docs/17/sql-createfunction.html
-- schema: shop
DROP FUNCTION next_ticket();
CREATE FUNCTION next_ticket() RETURNS text LANGUAGE sql AS $$ SELECT nextval('numbers')::text $$;
