CREATE INDEX orders_open ON orders (organization_id, created_at) WHERE status = 'new';
