-- It concerns the whole server.
-- source: https://www.postgresql.org/docs/17/sql-altersystem.html
-- schema: shop
-- finds: STATEMENT_UNSUPPORTED
-- fails: elsewhere
ALTER SYSTEM SET work_mem = '64MB';
