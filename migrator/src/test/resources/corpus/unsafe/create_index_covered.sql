-- Another index begins with the column already.
-- source: https://www.postgresql.org/docs/17/indexes-multicolumn.html
-- schema: shop
-- finds: INDEX-COVERED
CREATE INDEX CONCURRENTLY order_items_of ON order_items (order_id);
