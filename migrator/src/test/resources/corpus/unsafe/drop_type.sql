-- Casts name it.
-- source: https://www.postgresql.org/docs/17/sql-droptype.html
-- schema: shop
-- finds: DROP-BREAKS
DROP TYPE colour_before;
