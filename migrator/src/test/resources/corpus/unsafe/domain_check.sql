-- Every table with a column of the domain is read.
-- source: https://www.postgresql.org/docs/17/sql-alterdomain.html; measured on PostgreSQL 14 to 18,
--   forms.tsv domain-check
-- schema: shop
-- finds: LOCK-SCAN
ALTER DOMAIN amount ADD CONSTRAINT amount_positive CHECK (VALUE > 0);
