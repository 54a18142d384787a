-- People are hired, and sign in.
INSERT INTO users (organization_id, staff_number, email)
VALUES (1 + :n % 200, 'N-:n', 'new:n@example.org');
UPDATE users SET sign_ins = sign_ins + 1 WHERE id = 1 + :n % 20000;

-- What was written.
SELECT count(*) FILTER (WHERE email LIKE 'new%') + sum(sign_ins) FROM users;
