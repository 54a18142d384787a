-- A materialized view is filled in one long transaction.
-- source: https://www.postgresql.org/docs/17/sql-creatematerializedview.html: the query is executed
--   and used to populate the view
-- schema: library
-- finds: LONG-TRANSACTION
CREATE MATERIALIZED VIEW all_books AS SELECT id, title, summary FROM books;
