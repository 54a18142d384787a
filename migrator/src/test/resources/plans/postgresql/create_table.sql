# A table, and all that is done to it in the same file
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
CREATE TABLE app.items (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id integer NOT NULL REFERENCES orders ON DELETE CASCADE,
    code varchar(10) UNIQUE,
    price numeric CHECK (price >= 0)
);
CREATE INDEX ON app.items (order_id);
ALTER TABLE app.items ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid(), ADD CHECK (code <> '');
ALTER TABLE app.items ALTER COLUMN code TYPE text;
ALTER TABLE app.items ADD COLUMN customer_id bigint NOT NULL;
ALTER TABLE app.items ADD FOREIGN KEY (customer_id) REFERENCES customers;
INSERT INTO app.items (order_id, code, customer_id) SELECT id, 'c' || id, 1 FROM orders;
UPDATE app.items SET price = 1;
DELETE FROM app.items WHERE price > 1;
CREATE UNIQUE INDEX items_token ON app.items (token);
DROP INDEX app.items_token;
ALTER TABLE app.items ALTER COLUMN price SET NOT NULL;
COMMENT ON TABLE app.items IS 'new';
GRANT SELECT ON app.items TO public;
