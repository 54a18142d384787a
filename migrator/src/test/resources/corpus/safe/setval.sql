-- Where a sequence goes on.
-- source: https://www.postgresql.org/docs/17/functions-sequence.html
-- schema: shop
SELECT setval('numbers', 1000);
