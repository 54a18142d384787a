-- A publication of tables that have keys.
-- source: https://www.postgresql.org/docs/17/sql-createpublication.html
-- schema: shop
CREATE PUBLICATION shop_changes FOR TABLE orders, order_items;
