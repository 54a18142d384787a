-- Every page is written anew, and logged.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: SET LOGGED; measured on PostgreSQL
--   14 to 18, forms.tsv set-persistence
-- schema: shop
-- finds: LOCK-REWRITE
ALTER TABLE scratch SET LOGGED;
