# An index gives way to another one of its name
## given
CREATE TABLE customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL);
CREATE TABLE orders (
    id serial PRIMARY KEY,
    customer_id bigint,
    total numeric(10,2),
    status varchar(20) DEFAULT 'new',
    note text,
    created_at timestamp NOT NULL DEFAULT now()
);
INSERT INTO customers (email) SELECT 'c' || n FROM generate_series(1, 10) AS n;
INSERT INTO orders (customer_id, total, note) SELECT n, n, 'n' || n FROM generate_series(1, 10) AS n;
ANALYZE customers, orders;
CREATE INDEX orders_note ON orders (note);
CREATE INDEX orders_total ON orders (total);
## script
DROP INDEX orders_note;
CREATE INDEX orders_note ON orders (note, customer_id);
DROP INDEX CONCURRENTLY IF EXISTS orders_total;
ALTER TABLE orders ADD COLUMN weight numeric;
CREATE INDEX CONCURRENTLY orders_total ON orders (total) WHERE total > 0;
