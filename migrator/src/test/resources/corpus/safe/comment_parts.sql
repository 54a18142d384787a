-- Comments on an index, a constraint and a function.
-- source: https://www.postgresql.org/docs/17/sql-comment.html
-- schema: shop
COMMENT ON INDEX orders_status IS 'for the list';
COMMENT ON CONSTRAINT orders_net_positive ON orders IS 'no gifts';
COMMENT ON FUNCTION touch() IS 'says when';
