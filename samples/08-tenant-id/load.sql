-- People sign up and sign in; this version of the application knows nothing of tenants.
INSERT INTO users (organization_id, email) VALUES (1 + :n % 200, 'new' || :n || '.' || clock_timestamp());
UPDATE users SET sign_ins = sign_ins + 1 WHERE id = 1 + :n % 20000;

-- What was written.
SELECT count(*) + sum(sign_ins) FROM users;
