-- The old application still uses it.
-- source: https://www.postgresql.org/docs/17/sql-droptable.html
-- schema: shop
-- finds: DROP-BREAKS
DROP TABLE settings;
