-- Calls that run go on with the old one.
-- source: https://www.postgresql.org/docs/17/sql-createfunction.html: OR REPLACE
-- schema: shop
CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  new.body := coalesce(new.body, '');
  RETURN new;
END
$$;
