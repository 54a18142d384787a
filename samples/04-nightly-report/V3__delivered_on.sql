ALTER TABLE orders ADD COLUMN delivered_on date;

UPDATE orders SET delivered_on = (created_at AT TIME ZONE 'UTC')::date + 2
 WHERE status = 'shipped' AND delivered_on IS NULL;
