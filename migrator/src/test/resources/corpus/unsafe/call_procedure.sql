-- Nor what a procedure does.
-- source: https://www.postgresql.org/docs/17/sql-call.html
-- schema: shop
-- finds: OPAQUE-STATEMENT
CALL tidy_up();
