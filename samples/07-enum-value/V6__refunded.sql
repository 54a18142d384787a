ALTER TYPE order_status ADD VALUE 'refunded' AFTER 'returned';

UPDATE orders SET status = 'refunded' WHERE status = 'returned' AND refunded_at IS NOT NULL;
