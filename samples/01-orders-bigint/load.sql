-- The shop goes on: orders come in and move along.
INSERT INTO orders (organization_id, total) VALUES (1 + :n % 200, 10);
UPDATE orders SET revision = revision + 1 WHERE id = 1 + :n % 20000;
UPDATE orders SET revision = revision + 1 WHERE id = 1 + :n % 100;

-- What was written.
SELECT (SELECT count(*) FROM orders) + (SELECT sum(revision) FROM orders);
