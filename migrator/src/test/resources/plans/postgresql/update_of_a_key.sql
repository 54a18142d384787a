# UPDATE and DELETE of the rows that a unique key names
## given
CREATE TABLE orders (id serial PRIMARY KEY, email text UNIQUE, status varchar(20), note text);
CREATE INDEX orders_status ON orders (status);
INSERT INTO orders (email, note) SELECT 'c' || n, 'n' || n FROM generate_series(1, 10) AS n;
ANALYZE orders;
## script
UPDATE orders SET note = 'x' WHERE id = 5;
UPDATE orders SET note = 'x' WHERE email = 'c1' AND status IS NULL;
DELETE FROM orders WHERE id IN (1, 2, 3);
