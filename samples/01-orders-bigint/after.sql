-- The ids go on behind the greatest integer, and order lines can name them.
SELECT setval('orders_id_seq', 2147483647) = 2147483647;
INSERT INTO orders (organization_id, total) VALUES (1, 10);
INSERT INTO order_lines (order_id, line, article, quantity) VALUES (2147483648, 1, 'A-1', 1);
SELECT id = 2147483648 FROM open_orders ORDER BY id DESC LIMIT 1;

-- All that hung on the table hangs on the new one.
SELECT count(*) = 20000 FROM order_lines WHERE order_id <= 20000;
SELECT count(*) = 2 FROM pg_constraint WHERE contype = 'f' AND convalidated
   AND conname IN ('orders_organization_id_fkey', 'order_lines_order_id_fkey');
