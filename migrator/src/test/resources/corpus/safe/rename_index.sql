-- ALTER INDEX lets readers and writers go on.
-- source: https://www.postgresql.org/docs/17/sql-alterindex.html; measured on PostgreSQL 14 to 18,
--   forms.tsv rename-index
-- schema: shop
ALTER INDEX orders_status RENAME TO orders_by_status;
