-- It would take back what is done already.
-- source: https://www.postgresql.org/docs/17/sql-rollback.html
-- schema: shop
-- finds: STATEMENT_UNSUPPORTED
BEGIN;
ALTER TABLE orders ADD COLUMN weight numeric;
ROLLBACK;
