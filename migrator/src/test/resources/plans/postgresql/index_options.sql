# ALTER INDEX SET, RESET and SET STATISTICS
## given
CREATE TABLE orders (id serial PRIMARY KEY, email text UNIQUE, status varchar(20), note text);
CREATE INDEX orders_status ON orders (status);
INSERT INTO orders (email, note) SELECT 'c' || n, 'n' || n FROM generate_series(1, 10) AS n;
ANALYZE orders;
CREATE INDEX orders_lower ON orders (lower(note));
## script
ALTER INDEX orders_status SET (fillfactor = 70);
ALTER INDEX orders_status RESET (fillfactor);
ALTER INDEX IF EXISTS orders_lower ALTER COLUMN 1 SET STATISTICS 500;
ALTER INDEX IF EXISTS orders_nothing SET (fillfactor = 70);
