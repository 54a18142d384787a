# A view is missing while something else is done
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
CREATE TRIGGER old_one BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION app.touch();
CREATE POLICY own ON orders USING (true);
CREATE VIEW notes AS SELECT note FROM orders;
CREATE FUNCTION app.one() RETURNS integer LANGUAGE sql AS 'SELECT 1';
## script
DROP VIEW notes;
ALTER TABLE orders ALTER COLUMN id TYPE bigint;
CREATE VIEW notes AS SELECT note FROM orders;
