# UPDATE of the primary key goes along another one
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
CREATE UNIQUE INDEX orders_created ON orders (created_at, customer_id);
UPDATE orders SET created_at = created_at + id * interval '1 s';
ALTER TABLE orders ALTER customer_id SET NOT NULL;
## script
UPDATE orders SET id = id + 1000;
