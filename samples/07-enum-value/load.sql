-- Orders come in and move along.
INSERT INTO orders (total) VALUES (10);
UPDATE orders SET revision = revision + 1 WHERE id = 1 + :n % 20000;

-- What was written.
SELECT count(*) + sum(revision) FROM orders;
