-- A function of other arguments takes no place.
-- source: https://www.postgresql.org/docs/17/xfunc-overload.html
-- schema: shop
-- finds: DROP-BREAKS
DROP FUNCTION next_ticket();
CREATE FUNCTION next_ticket(kind text) RETURNS bigint LANGUAGE sql AS $$ SELECT nextval('numbers') $$;
