-- Orders, as they were when the ids began to run out. 20,000 rows stand for 61 million.
CREATE TABLE organizations (
    id   serial PRIMARY KEY,
    name text NOT NULL
);

CREATE TABLE orders (
    id              serial PRIMARY KEY,
    organization_id integer NOT NULL REFERENCES organizations,
    status          text NOT NULL DEFAULT 'new',
    total           numeric(12, 2) NOT NULL,
    revision        integer NOT NULL DEFAULT 0,
    created_at      timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX orders_organization ON orders (organization_id, created_at);

CREATE TABLE order_lines (
    order_id integer NOT NULL REFERENCES orders ON DELETE CASCADE,
    line     integer NOT NULL,
    article  text NOT NULL,
    quantity integer NOT NULL,
    PRIMARY KEY (order_id, line)
);

CREATE VIEW open_orders AS
    SELECT id, organization_id, total FROM orders WHERE status = 'new';

INSERT INTO organizations (name) SELECT 'organization ' || n FROM generate_series(1, 200) AS n;

INSERT INTO orders (organization_id, status, total, created_at)
SELECT 1 + n % 200,
       (ARRAY ['new', 'paid', 'shipped', 'returned'])[1 + n % 4],
       n % 100000 / 100.0,
       timestamptz '2024-01-01 00:00:00+00' + n * interval '30 seconds'
FROM generate_series(1, 20000) AS n;

INSERT INTO order_lines (order_id, line, article, quantity)
SELECT n, 1, 'A-' || n % 500, 1 + n % 9 FROM generate_series(1, 20000) AS n;

-- Imports that skip what is there take an id for every row that they skip.
SELECT setval('orders_id_seq', 2147400000);

ANALYZE organizations, orders, order_lines;
