-- Every page is written anew.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: SET UNLOGGED; measured on PostgreSQL
--   14 to 18, forms.tsv set-persistence
-- schema: shop
-- finds: LOCK-REWRITE
ALTER TABLE payments SET UNLOGGED;
