-- A domain gets another owner.
-- source: https://www.postgresql.org/docs/17/sql-alterdomain.html: OWNER
-- schema: library
ALTER DOMAIN isbn OWNER TO CURRENT_USER;
COMMENT ON DOMAIN isbn IS 'as printed';
