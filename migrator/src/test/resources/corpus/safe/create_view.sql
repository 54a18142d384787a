-- A view reads when it is read.
-- source: https://www.postgresql.org/docs/17/sql-createview.html
-- schema: shop
CREATE VIEW open_orders AS SELECT id, total FROM orders WHERE status <> 'done';
