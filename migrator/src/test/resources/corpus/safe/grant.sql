-- Privileges change the catalog alone.
-- source: https://www.postgresql.org/docs/17/sql-grant.html; measured on PostgreSQL 14 to 18,
--   forms.tsv grant
-- schema: shop
GRANT SELECT, INSERT ON orders, order_items TO PUBLIC;
