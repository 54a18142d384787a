-- A function is called by its name.
-- source: https://www.postgresql.org/docs/17/sql-alterfunction.html
-- schema: shop
-- finds: RENAME-BREAKS
ALTER FUNCTION next_ticket() RENAME TO new_ticket;
