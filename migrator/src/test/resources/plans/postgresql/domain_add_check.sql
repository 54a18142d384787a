# A CHECK of a domain that large tables use is refused
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
CREATE DOMAIN app.code AS text;
CREATE DOMAIN app.short AS app.code CHECK (length(VALUE) < 9);
ALTER TABLE orders ALTER note TYPE app.code;
ALTER TABLE customers ALTER email TYPE app.short;
## script
ALTER DOMAIN app.code ADD CONSTRAINT filled CHECK (VALUE <> '');
