-- Other owners, of everything.
-- source: https://www.postgresql.org/docs/17/sql-alterview.html; sql-altermaterializedview.html;
--   sql-altertype.html; sql-alterfunction.html
-- schema: library
ALTER VIEW member_list OWNER TO CURRENT_USER;
ALTER MATERIALIZED VIEW titles OWNER TO CURRENT_USER;
ALTER SEQUENCE card_numbers OWNER TO CURRENT_USER;
ALTER TYPE shelf OWNER TO CURRENT_USER;
ALTER FUNCTION slug(text) OWNER TO CURRENT_USER;
ALTER SCHEMA attic OWNER TO CURRENT_USER;
