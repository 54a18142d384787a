-- A row that may be there already.
-- source: https://www.postgresql.org/docs/17/sql-insert.html#SQL-ON-CONFLICT
-- schema: shop
INSERT INTO settings (key, value) VALUES ('k1', 'x') ON CONFLICT (key) DO UPDATE SET value = excluded.value;
