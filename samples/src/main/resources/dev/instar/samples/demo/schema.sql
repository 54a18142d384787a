-- A small shop of many organizations. :rows orders are filled in.
CREATE TABLE organizations (
    id   serial PRIMARY KEY,
    name text NOT NULL UNIQUE
);

CREATE TABLE users (
    id              serial PRIMARY KEY,
    organization_id integer NOT NULL REFERENCES organizations,
    email           text    NOT NULL UNIQUE
);

CREATE TABLE orders (
    id              serial      PRIMARY KEY,
    organization_id integer     NOT NULL,
    user_id         integer     NOT NULL,
    number          text        NOT NULL,
    status          text        NOT NULL DEFAULT 'new'
                    CHECK (status IN ('new', 'paid', 'shipped', 'returned')),
    amount          numeric(12, 2) NOT NULL,
    note            text,
    revision        integer     NOT NULL DEFAULT 0,
    created_at      timestamptz NOT NULL DEFAULT now()
);

INSERT INTO organizations (name) SELECT 'organization ' || n FROM generate_series(1, 200) AS n;

INSERT INTO users (organization_id, email)
SELECT 1 + n % 200, 'user' || n || '@example.org' FROM generate_series(1, 5000) AS n;

INSERT INTO orders (organization_id, user_id, number, status, amount, note, created_at)
SELECT 1 + n % 200,
       1 + n % 5000,
       'A-' || n,
       (ARRAY ['new', 'paid', 'shipped', 'returned'])[1 + n % 4],
       n % 100000 / 100.0,
       CASE WHEN n % 3 = 0 THEN 'deliver to the back door, ring twice, mind the cat ' || n END,
       timestamptz '2024-01-01 00:00:00+00' + n * interval '30 seconds'
FROM generate_series(1, :rows) AS n;

-- After the rows, which is faster.
ALTER TABLE orders
    ADD UNIQUE (organization_id, number),
    ADD FOREIGN KEY (organization_id) REFERENCES organizations,
    ADD FOREIGN KEY (user_id) REFERENCES users;

CREATE INDEX orders_user ON orders (user_id, created_at);
CREATE INDEX orders_created ON orders (created_at);
CREATE INDEX orders_open ON orders (organization_id) WHERE status = 'new';
