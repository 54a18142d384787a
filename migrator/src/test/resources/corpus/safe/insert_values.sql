-- New rows stand in nobody's way.
-- source: https://www.postgresql.org/docs/17/explicit-locking.html#LOCKING-TABLES: ROW EXCLUSIVE
-- schema: shop
INSERT INTO settings (key, value) VALUES ('theme', 'dark'), ('language', 'en');
