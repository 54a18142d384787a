-- Users have a name; the new pages say display name everywhere else.
CREATE TABLE users (
    id    serial PRIMARY KEY,
    name  text NOT NULL,
    email text NOT NULL UNIQUE
);

INSERT INTO users (name, email)
SELECT 'User ' || n, 'user' || n || '@example.org' FROM generate_series(1, 5000) AS n;

ANALYZE users;
