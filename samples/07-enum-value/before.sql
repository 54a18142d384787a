-- Orders with a status of their own type. 20,000 rows stand for 31 million.
CREATE TYPE order_status AS ENUM ('new', 'paid', 'shipped', 'returned');

CREATE TABLE orders (
    id          serial PRIMARY KEY,
    status      order_status NOT NULL DEFAULT 'new',
    refunded_at timestamptz,
    total       numeric(12, 2) NOT NULL,
    revision    integer NOT NULL DEFAULT 0
);

INSERT INTO orders (status, refunded_at, total)
SELECT (ARRAY ['new', 'paid', 'shipped', 'returned']::order_status[])[1 + n % 4],
       CASE WHEN n % 8 = 7 THEN timestamptz '2025-01-01 00:00:00+00' END,
       n % 100000 / 100.0
FROM generate_series(1, 20000) AS n;

ANALYZE orders;
