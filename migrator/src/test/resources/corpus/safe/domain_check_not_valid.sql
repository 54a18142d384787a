-- Rows that are there are not looked at.
-- source: https://www.postgresql.org/docs/17/sql-alterdomain.html: NOT VALID; measured on PostgreSQL
--   14 to 18, forms.tsv domain-check-not-valid
-- schema: shop
ALTER DOMAIN amount ADD CONSTRAINT amount_positive CHECK (VALUE > 0) NOT VALID;
