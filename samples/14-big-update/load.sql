-- Orders come in with their gross total, since last week, and move along.
INSERT INTO orders (net, gross) VALUES (100, 119);
UPDATE orders SET revision = revision + 1 WHERE id = 1 + :n % 30000;

-- What was written.
SELECT count(*) + sum(revision) FROM orders;
