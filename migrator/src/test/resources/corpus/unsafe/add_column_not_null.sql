-- NOT NULL without a value fails as soon as there is a row.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html, Notes: Adding a CHECK or NOT NULL
--   constraint requires scanning the table to verify that existing rows meet the constraint
-- schema: shop
-- finds: FAILS-AS-WRITTEN
-- fails: 23502
ALTER TABLE orders ADD COLUMN region text NOT NULL;
