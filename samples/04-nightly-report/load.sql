-- Orders come in and move along.
INSERT INTO orders (total) VALUES (10);
UPDATE orders SET revision = revision + 1 WHERE id = 1 + :n % 40000;

-- What was written.
SELECT (SELECT count(*) FROM orders) + (SELECT sum(revision) FROM orders);
