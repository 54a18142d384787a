-- Privileges of every kind.
-- source: https://www.postgresql.org/docs/17/sql-grant.html
-- schema: library
GRANT USAGE ON SCHEMA attic TO PUBLIC;
GRANT SELECT ON ALL TABLES IN SCHEMA attic TO PUBLIC;
GRANT SELECT (id, name), UPDATE (name) ON members TO PUBLIC;
GRANT USAGE ON SEQUENCE card_numbers TO PUBLIC;
GRANT USAGE ON TYPE shelf TO PUBLIC;
GRANT EXECUTE ON FUNCTION slug(text) TO PUBLIC;
