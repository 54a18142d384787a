-- Nobody sees what a block does.
-- source: https://www.postgresql.org/docs/17/sql-do.html
-- schema: shop
-- finds: OPAQUE-STATEMENT
DO $$ BEGIN EXECUTE 'UPDATE orders SET paid = true'; END $$;
