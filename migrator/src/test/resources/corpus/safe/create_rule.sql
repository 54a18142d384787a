-- A rule changes the catalog alone.
-- source: https://www.postgresql.org/docs/17/sql-createrule.html
-- schema: shop
CREATE RULE settings_kept AS ON DELETE TO settings DO INSTEAD NOTHING;
