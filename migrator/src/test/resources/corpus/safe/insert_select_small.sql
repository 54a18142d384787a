-- A few rows from another table.
-- source: https://www.postgresql.org/docs/17/explicit-locking.html#LOCKING-TABLES: ROW EXCLUSIVE
-- schema: shop
INSERT INTO nothing (id, label) SELECT row_number() OVER (), value FROM settings;
