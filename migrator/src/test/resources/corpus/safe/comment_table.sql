-- Nothing depends on a comment.
-- source: https://www.postgresql.org/docs/17/sql-comment.html; measured on PostgreSQL 14 to 18,
--   forms.tsv comment
-- schema: shop
COMMENT ON TABLE orders IS 'what was ordered';
