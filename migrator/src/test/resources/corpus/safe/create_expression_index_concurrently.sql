-- An index of an expression.
-- source: https://www.postgresql.org/docs/17/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
-- schema: shop
CREATE INDEX CONCURRENTLY customers_lower ON customers (lower(email));
