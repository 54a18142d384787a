-- Orders come in and are packed.
INSERT INTO orders (organization_id, total) VALUES (1 + :n % 200, 10);
UPDATE orders SET status = 'shipped', revision = revision + 1 WHERE id = 1 + (40 * :n) % 40000;

-- What was written.
SELECT (SELECT count(*) FROM orders) + (SELECT sum(revision) FROM orders);
