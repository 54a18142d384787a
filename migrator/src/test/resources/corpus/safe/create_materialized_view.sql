-- It is filled from a small table.
-- source: https://www.postgresql.org/docs/17/sql-creatematerializedview.html
-- schema: shop
CREATE MATERIALIZED VIEW settings_now AS SELECT key, value FROM settings;
CREATE UNIQUE INDEX ON settings_now (key);
