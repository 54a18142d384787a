-- Nothing depends on a comment.
-- source: https://www.postgresql.org/docs/17/sql-comment.html
-- schema: shop
COMMENT ON COLUMN orders.total IS 'with tax';
