# The referring table comes later in the order of names
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
CREATE TABLE zebras (id bigint PRIMARY KEY, order_id integer);
INSERT INTO zebras VALUES (1, 1);
## script
ALTER TABLE zebras ADD FOREIGN KEY (order_id) REFERENCES orders;
ALTER TABLE zebras DROP CONSTRAINT zebras_order_id_fkey;
