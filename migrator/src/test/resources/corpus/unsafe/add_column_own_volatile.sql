-- A function is volatile unless it says otherwise.
-- source: https://www.postgresql.org/docs/17/xfunc-volatility.html: VOLATILE is the default
-- schema: shop
-- finds: LOCK-REWRITE
ALTER TABLE orders ADD COLUMN ticket bigint DEFAULT next_ticket();
