-- Without a policy nobody but the owner sees a row.
-- source: https://www.postgresql.org/docs/17/ddl-rowsecurity.html: If no policy exists for the table,
--   a default-deny policy is used
-- schema: shop
-- finds: ROW-SECURITY-HIDES
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
