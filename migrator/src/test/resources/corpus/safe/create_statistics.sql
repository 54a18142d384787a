-- Extended statistics are gathered by ANALYZE.
-- source: https://www.postgresql.org/docs/17/sql-createstatistics.html; measured on PostgreSQL 14 to
--   18, forms.tsv create-statistics
-- schema: shop
CREATE STATISTICS orders_together (dependencies) ON status, paid FROM orders;
