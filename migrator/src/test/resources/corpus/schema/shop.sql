-- The tables of a shop; those with 6,000 rows count as large, settings as small, nothing is empty.
CREATE SCHEMA archive;
CREATE TABLE archive.orders (id bigint PRIMARY KEY, note text);
CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE TYPE colour_before AS ENUM ('black', 'white');
CREATE DOMAIN amount AS numeric;
CREATE DOMAIN positive AS numeric CHECK (VALUE > 0);
CREATE DOMAIN required AS numeric NOT NULL;
CREATE DOMAIN listed AS text;
CREATE SEQUENCE numbers;
CREATE FUNCTION next_ticket() RETURNS bigint LANGUAGE sql AS $$ SELECT nextval('numbers') $$;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE TABLE scratch_log (line text);
CREATE PROCEDURE tidy_up() LANGUAGE sql AS $$ DELETE FROM scratch_log $$;

CREATE TABLE customers (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email varchar(100) NOT NULL,
    name text,
    city text,
    active boolean,
    joined timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX customers_city ON customers (city);
CREATE STATISTICS customers_together (dependencies) ON city, active FROM customers;

CREATE TABLE orders (
    id serial PRIMARY KEY,
    customer_id bigint,
    total numeric(10,2),
    status varchar(20) DEFAULT 'new',
    note text,
    code char(8),
    address cidr,
    paid boolean,
    data json,
    due date,
    placed timestamp NOT NULL DEFAULT now(),
    net numeric,
    gross numeric GENERATED ALWAYS AS (net * 1.2) STORED,
    CONSTRAINT orders_net_positive CHECK (net > 0)
);
CREATE INDEX orders_status ON orders (status);
CREATE INDEX orders_placed ON orders (placed);
CREATE INDEX orders_open ON orders (due) WHERE NOT paid;

CREATE TABLE order_items (
    order_id integer NOT NULL CONSTRAINT order_items_order REFERENCES orders,
    position integer NOT NULL,
    quantity integer,
    PRIMARY KEY (order_id, position)
);

CREATE TABLE products (
    id bigint PRIMARY KEY,
    name text NOT NULL,
    label text CONSTRAINT products_label_given CHECK (label IS NOT NULL),
    brand varchar(20),
    sku varchar(20) CONSTRAINT products_sku CHECK (sku <> ''),
    flags varbit(8),
    opens time(3),
    lasts interval(3),
    checked timestamp(3),
    ratio double precision,
    cost amount,
    kind listed,
    stock integer,
    sold tsrange
);
CREATE INDEX products_lower ON products (lower(name));
CREATE INDEX products_branded ON products (id) WHERE brand <> '';
CREATE MATERIALIZED VIEW totals AS SELECT id, stock FROM products;
CREATE UNIQUE INDEX totals_id ON totals (id);

CREATE TABLE payments (
    id bigint NOT NULL,
    order_id integer,
    payer_id bigint,
    cents integer,
    amount numeric,
    fee numeric
);
CREATE UNIQUE INDEX payments_id ON payments (id);

CREATE TABLE invoices (
    id bigint PRIMARY KEY,
    number integer,
    title varchar(50), state mood, due date, sent timestamp(3));
CREATE VIEW invoice_list AS SELECT id, number FROM invoices;

CREATE TABLE documents (id bigint PRIMARY KEY, title text, body text, author text);
CREATE POLICY documents_own ON documents USING (author = current_user);
CREATE TRIGGER documents_touch BEFORE UPDATE OF body ON documents
    FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TRIGGER documents_seen BEFORE UPDATE ON documents FOR EACH ROW EXECUTE FUNCTION touch();

CREATE TABLE visits (at timestamptz DEFAULT now(), path text, hits integer);
CREATE UNIQUE INDEX visits_path ON visits (path);
CREATE UNIQUE INDEX visits_hits ON visits (hits);
CREATE TABLE visits_all (at timestamptz, path text);
CREATE TABLE visits_old () INHERITS (visits_all);

CREATE TABLE tickets (id serial PRIMARY KEY, weight integer);
CREATE TABLE ticket_lines (
    id bigint PRIMARY KEY,
    ticket_id integer REFERENCES tickets ON DELETE CASCADE
);
CREATE INDEX ticket_lines_ticket ON ticket_lines (ticket_id);
CREATE PUBLICATION news FOR TABLE tickets;

CREATE TABLE feelings (id bigint PRIMARY KEY, state mood);
CREATE TABLE settings (key text PRIMARY KEY, value text);
CREATE TABLE nothing (id bigint, label text);
CREATE UNLOGGED TABLE scratch (id bigint PRIMARY KEY, line text);

INSERT INTO archive.orders SELECT n, 'n' || n FROM generate_series(1, 6000) AS n;
INSERT INTO customers (email, name, city, active)
    SELECT 'c' || n || '@example.org', 'n' || n, CASE WHEN n % 2 = 0 THEN 'good' ELSE 'bad' END, n % 3 = 0
    FROM generate_series(1, 6000) AS n;
INSERT INTO orders (customer_id, total, note, code, paid, data, due, net)
    SELECT n, n, 'n' || n, n, n % 2 = 0, '{}', date '2026-01-01' + n % 300, n
    FROM generate_series(1, 6000) AS n;
INSERT INTO order_items SELECT n, 1, n FROM generate_series(1, 6000) AS n;
INSERT INTO products
    SELECT n, 'n' || n, 'l' || n, 'b' || n, 's' || n, B'101', time '12:00', interval '1 hour',
        timestamp '2026-01-01 12:00', n / 7.0, n, 'k' || n, n % 10,
        tsrange(timestamp '2026-01-01' + n * interval '1 day', timestamp '2026-01-02' + n * interval '1 day')
    FROM generate_series(1, 6000) AS n;
INSERT INTO payments SELECT n, n, n, n, n, n FROM generate_series(1, 6000) AS n;
ALTER TABLE payments
    ADD CONSTRAINT payments_order FOREIGN KEY (order_id) REFERENCES orders NOT VALID,
    ADD CONSTRAINT payments_amount CHECK (amount > 0) NOT VALID;
ALTER DOMAIN listed ADD CONSTRAINT listed_given CHECK (VALUE <> '') NOT VALID;
INSERT INTO invoices
    SELECT n, n, 't' || n, 'good', date '2026-01-01' + n % 300, timestamp '2026-01-01 12:00' FROM generate_series(1, 6000) AS n;
INSERT INTO documents SELECT n, 't' || n, 'b' || n, 'a' || n % 5 FROM generate_series(1, 6000) AS n;
INSERT INTO visits (path, hits) SELECT 'p' || n, n FROM generate_series(1, 6000) AS n;
INSERT INTO visits_all SELECT now(), 'p' || n FROM generate_series(1, 6000) AS n;
INSERT INTO visits_old SELECT now(), 'p' || n FROM generate_series(1, 6000) AS n;
INSERT INTO tickets (weight) SELECT n % 500 FROM generate_series(1, 6000) AS n;
INSERT INTO ticket_lines SELECT n, n FROM generate_series(1, 6000) AS n;
INSERT INTO feelings VALUES (0, 'good');
INSERT INTO settings SELECT 'k' || n, 'v' || n FROM generate_series(1, 10) AS n;
INSERT INTO scratch SELECT n, 'l' || n FROM generate_series(1, 6000) AS n;
REFRESH MATERIALIZED VIEW totals;
-- As a build that failed leaves it.
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'visits_hits'::regclass;
ANALYZE;
