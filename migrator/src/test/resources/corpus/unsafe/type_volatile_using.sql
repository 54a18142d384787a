-- A volatile expression gives another value each time.
-- source: https://www.postgresql.org/docs/17/xfunc-volatility.html
-- schema: shop
-- finds: VOLATILE_TRANSFORM LOCK-REWRITE
ALTER TABLE payments ALTER COLUMN order_id TYPE bigint USING (order_id + floor(random() * 0))::bigint;
