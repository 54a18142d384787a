-- A policy for later.
-- source: https://www.postgresql.org/docs/17/sql-createpolicy.html; measured on PostgreSQL 14 to 18,
--   forms.tsv create-policy
-- schema: shop
CREATE POLICY orders_own ON orders FOR SELECT USING (paid);
