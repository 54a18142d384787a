-- Every order has its tenant and always will; no CHECK is left over; the index is whole.
SELECT bool_and(tenant_id = organization_id) FROM orders;
SELECT attnotnull FROM pg_attribute
 WHERE attrelid = 'orders'::regclass AND attname = 'tenant_id';
SELECT count(*) = 0 FROM pg_constraint WHERE conrelid = 'orders'::regclass AND contype = 'c';
SELECT indisvalid FROM pg_index WHERE indexrelid = 'orders_tenant'::regclass;
