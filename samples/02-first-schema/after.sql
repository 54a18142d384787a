-- One address is one user, however it is written.
INSERT INTO organizations (name) VALUES ('Miller & Daughters');
INSERT INTO users (organization_id, email, name) VALUES (1, 'Ada@Example.org', 'Ada');
INSERT INTO users (organization_id, email, name) VALUES (1, 'ada@example.org', 'Ada')
    ON CONFLICT (email) DO NOTHING;
SELECT count(*) = 1 FROM users;
SELECT name = 'Ada' FROM users WHERE email = 'ADA@EXAMPLE.ORG';

-- Whoever goes takes the keys along.
INSERT INTO api_keys (user_id, digest, expires_at) VALUES (1, '\x00ff', '2030-01-01 00:00:00+00');
DELETE FROM users;
SELECT count(*) = 0 FROM api_keys;
