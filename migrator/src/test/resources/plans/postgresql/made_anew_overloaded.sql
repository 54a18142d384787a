# A function with other arguments is another function
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
CREATE FUNCTION app.one(a int, b text DEFAULT 'x') RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION app.two(a int) RETURNS integer LANGUAGE sql AS 'SELECT 2';
## script
DROP FUNCTION app.one(integer, text);
CREATE OR REPLACE FUNCTION app.one(first int4, OUT second text, third text) LANGUAGE sql AS $$ SELECT '1' $$;
DROP FUNCTION app.two(int);
CREATE FUNCTION app.two(a bigint) RETURNS integer LANGUAGE sql AS 'SELECT 2';
