-- Those who are still here sign in.
INSERT INTO sign_ins (user_id, address) VALUES (1 + 3 * (:n % 1000), '192.0.2.2');

-- What was written.
SELECT count(*) FROM sign_ins WHERE address = '192.0.2.2';
