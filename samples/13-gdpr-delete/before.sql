-- Sign-ins of all users, those included who have left. 30,000 rows stand for 180 million.
CREATE TABLE users (
    id         serial PRIMARY KEY,
    email      text NOT NULL UNIQUE,
    deleted_at timestamptz
);

CREATE TABLE sign_ins (
    id         bigserial PRIMARY KEY,
    user_id    integer NOT NULL REFERENCES users,
    address    inet NOT NULL,
    at         timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE sign_in_alerts (
    sign_in_id bigint NOT NULL REFERENCES sign_ins ON DELETE CASCADE,
    sent_at    timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX sign_in_alerts_sign_in ON sign_in_alerts (sign_in_id);

INSERT INTO users (email, deleted_at)
SELECT 'user' || n || '@example.org',
       CASE WHEN n % 3 = 0 THEN timestamptz '2025-06-01 00:00:00+00' END
FROM generate_series(1, 3000) AS n;

INSERT INTO sign_ins (user_id, address)
SELECT 1 + n % 3000, '192.0.2.1' FROM generate_series(1, 30000) AS n;

INSERT INTO sign_in_alerts (sign_in_id) SELECT n * 10 FROM generate_series(1, 3000) AS n;

ANALYZE users, sign_ins, sign_in_alerts;
