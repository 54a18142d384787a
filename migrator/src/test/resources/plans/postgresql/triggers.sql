# Triggers are made, switched, renamed and dropped
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
## script
CREATE TRIGGER touch AFTER INSERT ON orders FOR EACH ROW WHEN (new.total > 1) EXECUTE FUNCTION app.touch();
CREATE CONSTRAINT TRIGGER check_later AFTER UPDATE ON orders FROM customers DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION app.touch();
CREATE OR REPLACE TRIGGER old_one BEFORE DELETE ON orders FOR EACH ROW EXECUTE FUNCTION app.touch();
ALTER TABLE orders DISABLE TRIGGER old_one;
ALTER TABLE orders ENABLE REPLICA TRIGGER touch;
ALTER TRIGGER touch ON orders RENAME TO stamp;
