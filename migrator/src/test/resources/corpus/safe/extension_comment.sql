-- A comment on an extension.
-- source: https://www.postgresql.org/docs/17/sql-comment.html
-- schema: library
COMMENT ON EXTENSION plpgsql IS 'for triggers';
