-- They change no result.
-- source: https://www.postgresql.org/docs/17/sql-dropstatistics.html
-- schema: shop
DROP STATISTICS customers_together;
