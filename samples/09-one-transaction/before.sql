-- Orders have had a tenant since yesterday, and the application fills it in since this morning.
-- 20,000 rows stand for 70 million.
CREATE TABLE orders (
    id              bigserial PRIMARY KEY,
    organization_id integer NOT NULL,
    tenant_id       bigint,
    total           numeric(12, 2) NOT NULL,
    revision        integer NOT NULL DEFAULT 0
);

INSERT INTO orders (organization_id, total)
SELECT 1 + n % 200, n % 100000 / 100.0 FROM generate_series(1, 20000) AS n;

ANALYZE orders;
