-- Users with the numbers that their employers gave them. 20,000 rows stand for 2 million.
CREATE TABLE users (
    id              serial PRIMARY KEY,
    organization_id integer NOT NULL,
    staff_number    text NOT NULL,
    email           text NOT NULL UNIQUE,
    sign_ins        integer NOT NULL DEFAULT 0
);

INSERT INTO users (organization_id, staff_number, email)
SELECT 1 + n % 200, 'S-' || n / 200, 'user' || n || '@example.org'
FROM generate_series(1, 20000) AS n;

-- An import that ran twice has added a colleague under the same number, and a person once more.
INSERT INTO users (organization_id, staff_number, email)
SELECT organization_id, staff_number, who || '@example.org'
FROM users, (VALUES ('colleague'), ('once.more')) AS added (who)
WHERE email = 'user9012@example.org';

ANALYZE users;
