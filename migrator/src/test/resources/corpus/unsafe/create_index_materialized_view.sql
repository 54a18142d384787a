-- A materialized view is refreshed and read meanwhile.
-- source: https://www.postgresql.org/docs/17/sql-createindex.html
-- schema: shop
-- finds: LOCK-INDEX-BUILD
CREATE INDEX totals_sum ON totals (stock);
