# Settings of a table that change the catalog alone
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
## script
ALTER TABLE orders ALTER COLUMN note SET STATISTICS 500, ALTER note SET (n_distinct = -0.5);
ALTER TABLE orders SET (fillfactor = 70, autovacuum_enabled = off);
ALTER TABLE orders RESET (fillfactor);
ALTER TABLE orders SET (user_catalog_table = true);
ALTER TABLE orders CLUSTER ON orders_pkey;
ALTER TABLE orders SET WITHOUT CLUSTER;
