-- A generated column keeps its values.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: DROP EXPRESSION
-- schema: shop
ALTER TABLE orders ALTER COLUMN gross DROP EXPRESSION;
