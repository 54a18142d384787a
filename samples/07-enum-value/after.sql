-- The value has its place, and those that were refunded have it.
SELECT array_agg(enumlabel::text ORDER BY enumsortorder)
       = ARRAY ['new', 'paid', 'shipped', 'returned', 'refunded']
  FROM pg_enum WHERE enumtypid = 'order_status'::regtype;
SELECT count(*) = 2500 FROM orders WHERE status = 'refunded';
SELECT count(*) = 0 FROM orders WHERE status = 'returned' AND refunded_at IS NOT NULL;
