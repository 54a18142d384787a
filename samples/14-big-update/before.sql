-- Orders have had a gross total since last week; those before have none. 30,000 rows stand for
-- 90 million.
CREATE TABLE orders (
    id       bigserial PRIMARY KEY,
    net      numeric(12, 2) NOT NULL,
    gross    numeric(12, 2),
    revision integer NOT NULL DEFAULT 0
);

INSERT INTO orders (net) SELECT n % 100000 / 100.0 FROM generate_series(1, 30000) AS n;

ANALYZE orders;
