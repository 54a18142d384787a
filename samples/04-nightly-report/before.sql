-- Orders of the first year. 40,000 rows stand for 9 million.
CREATE TABLE orders (
    id         serial PRIMARY KEY,
    status     text NOT NULL DEFAULT 'new',
    total      numeric(12, 2) NOT NULL,
    revision   integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now()
);

-- What the report has computed; it is read and written at night only.
CREATE TABLE report_totals (
    day   date PRIMARY KEY,
    total numeric(14, 2) NOT NULL
);

INSERT INTO orders (status, total, created_at)
SELECT CASE WHEN n % 4 = 0 THEN 'shipped' ELSE 'paid' END,
       n % 100000 / 100.0,
       timestamptz '2024-01-01 00:00:00+00' + n * interval '3 seconds'
FROM generate_series(1, 40000) AS n;

ANALYZE orders, report_totals;
