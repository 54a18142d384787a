-- Users, on the day of multi-tenancy. 20,000 rows stand for 12 million.
CREATE TABLE users (
    id              serial PRIMARY KEY,
    organization_id integer NOT NULL,
    email           text NOT NULL UNIQUE,
    sign_ins        integer NOT NULL DEFAULT 0,
    created_at      timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX users_organization ON users (organization_id);

INSERT INTO users (organization_id, email)
SELECT 1 + n % 200, 'user' || n || '@example.org' FROM generate_series(1, 20000) AS n;

ANALYZE users;
