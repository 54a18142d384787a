# What is dropped and made anew is never missing
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
CREATE POLICY own ON orders USING (true);
CREATE VIEW notes AS SELECT note FROM orders;
CREATE FUNCTION app.one() RETURNS integer LANGUAGE sql AS 'SELECT 1';
## script
DROP VIEW IF EXISTS notes;
CREATE VIEW notes AS SELECT id, note FROM orders;
DROP TRIGGER old_one ON orders;
CREATE TRIGGER old_one AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION app.touch();
DROP POLICY own ON orders;
CREATE POLICY own ON orders USING (false);
DROP FUNCTION app.one();
CREATE FUNCTION app.one() RETURNS text LANGUAGE sql AS $$ SELECT '1' $$;
DROP VIEW IF EXISTS nobody;
CREATE VIEW nobody AS SELECT 1;
