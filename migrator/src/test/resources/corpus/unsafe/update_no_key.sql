-- Without a key there are no batches.
-- source: https://www.postgresql.org/docs/17/sql-update.html
-- schema: shop
-- finds: LONG-WRITE
UPDATE visits SET at = now();
