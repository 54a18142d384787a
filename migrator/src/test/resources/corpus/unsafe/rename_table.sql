-- Old and new application know different names.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: RENAME
-- schema: shop
-- finds: RENAME-BREAKS
ALTER TABLE orders RENAME TO purchases;
