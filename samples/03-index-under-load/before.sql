-- Orders, of which one in forty waits to be packed. 40,000 rows stand for 3.2 million.
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

INSERT INTO organizations (name) SELECT 'organization ' || n FROM generate_series(1, 200) AS n;

INSERT INTO orders (organization_id, status, total, created_at)
SELECT 1 + n % 200,
       CASE WHEN n % 40 = 0 THEN 'new' ELSE 'shipped' END,
       n % 100000 / 100.0,
       timestamptz '2024-01-01 00:00:00+00' + n * interval '30 seconds'
FROM generate_series(1, 40000) AS n;

ANALYZE organizations, orders;
