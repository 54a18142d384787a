BEGIN;
UPDATE orders SET tenant_id = organization_id WHERE tenant_id IS NULL;
ALTER TABLE orders ALTER COLUMN tenant_id SET NOT NULL;
CREATE INDEX orders_tenant ON orders (tenant_id);
COMMIT;
