-- An INVALID index satisfies IF NOT EXISTS.
-- source: https://www.postgresql.org/docs/17/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY: the
--   command will fail but leave behind an invalid index
-- schema: shop
-- finds: INVALID-INDEX
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS visits_hits ON visits (hits);
