# UPDATE to a volatile value: each row is given its own once
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
UPDATE orders SET note = gen_random_uuid()::text;
