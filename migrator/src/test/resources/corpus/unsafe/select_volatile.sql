-- Nor what a function does.
-- source: https://www.postgresql.org/docs/17/xfunc-volatility.html
-- schema: shop
-- finds: OPAQUE-STATEMENT
SELECT next_ticket();
