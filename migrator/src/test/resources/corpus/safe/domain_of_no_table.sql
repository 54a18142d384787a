-- A CHECK of a domain that no column has.
-- source: https://www.postgresql.org/docs/17/sql-alterdomain.html: existing data is checked; there
--   is none
-- schema: library
ALTER DOMAIN spare ADD CONSTRAINT spare_short CHECK (length(VALUE) < 100);
ALTER DOMAIN spare SET NOT NULL;
