-- Orders name their user, and nobody has ever checked it. 30,000 rows stand for 24 million.
CREATE TABLE users (
    id    serial PRIMARY KEY,
    email text NOT NULL UNIQUE
);

CREATE TABLE orders (
    id       serial PRIMARY KEY,
    user_id  integer NOT NULL,
    total    numeric(12, 2) NOT NULL,
    revision integer NOT NULL DEFAULT 0
);

INSERT INTO users (email) SELECT 'user' || n || '@example.org' FROM generate_series(1, 5000) AS n;

INSERT INTO orders (user_id, total)
SELECT 1 + n % 5000, n % 100000 / 100.0 FROM generate_series(1, 30000) AS n;

ANALYZE users, orders;
