# Statements that nobody looks into
from 15
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
DO $$ BEGIN UPDATE orders SET note = 'x;'; END $$;
MERGE INTO orders USING customers ON orders.customer_id = customers.id WHEN MATCHED THEN DELETE;
CREATE AGGREGATE app.product (numeric) (sfunc = numeric_mul, stype = numeric);
SELECT setval('orders_id_seq', 100);
SELECT pg_advisory_lock(1);
