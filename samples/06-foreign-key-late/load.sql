-- People sign up and order.
INSERT INTO users (email) VALUES ('new:n@example.org');
INSERT INTO orders (user_id, total) VALUES (1 + :n % 5000, 10);
UPDATE orders SET revision = revision + 1 WHERE id = 1 + :n % 30000;

-- What was written.
SELECT (SELECT count(*) FROM users) + (SELECT count(*) + sum(revision) FROM orders);
