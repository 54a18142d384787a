# Options, defaults and owners of views
## given
CREATE TABLE orders (id serial PRIMARY KEY, email text UNIQUE, status varchar(20), note text);
CREATE INDEX orders_status ON orders (status);
INSERT INTO orders (email, note) SELECT 'c' || n, 'n' || n FROM generate_series(1, 10) AS n;
ANALYZE orders;
CREATE VIEW order_list AS SELECT id, note FROM orders;
CREATE MATERIALIZED VIEW order_notes AS SELECT id, note FROM orders;
## script
ALTER VIEW order_list SET (security_barrier = true);
ALTER VIEW order_list ALTER COLUMN note SET DEFAULT '';
ALTER VIEW IF EXISTS order_nothing RESET (security_barrier);
ALTER MATERIALIZED VIEW order_notes SET (fillfactor = 70);
ALTER MATERIALIZED VIEW order_notes ALTER COLUMN note SET STATISTICS 500;
ALTER MATERIALIZED VIEW order_notes OWNER TO CURRENT_USER;
