# Comments
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
CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER old_one BEFORE UPDATE OF note ON orders FOR EACH ROW EXECUTE FUNCTION app.touch();
CREATE VIEW notes AS SELECT note FROM orders;
## script
COMMENT ON TABLE orders IS 'What was bought';
COMMENT ON COLUMN orders.note IS NULL;
COMMENT ON INDEX orders_pkey IS 'a';
COMMENT ON VIEW notes IS 'b';
COMMENT ON FUNCTION app.touch() IS 'c';
COMMENT ON TRIGGER old_one ON orders IS 'd';
COMMENT ON SCHEMA app IS 'e';
