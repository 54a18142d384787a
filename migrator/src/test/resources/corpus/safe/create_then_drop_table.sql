-- A table for this file alone.
-- source: https://www.postgresql.org/docs/17/sql-droptable.html
-- schema: shop
CREATE TABLE work (id bigint PRIMARY KEY, label text);
INSERT INTO work SELECT id, label FROM nothing;
DROP TABLE work;
