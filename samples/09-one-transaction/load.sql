-- Orders come in with their tenant, since this morning, and move along.
INSERT INTO orders (organization_id, tenant_id, total)
VALUES (1 + :n % 200, 1 + :n % 200, 10);
UPDATE orders SET revision = revision + 1 WHERE id = 1 + :n % 20000;

-- What was written.
SELECT count(*) + sum(revision) FROM orders;
