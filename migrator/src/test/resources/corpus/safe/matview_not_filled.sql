-- A materialized view that is filled later.
-- source: https://www.postgresql.org/docs/17/sql-creatematerializedview.html: WITH NO DATA
-- schema: library
CREATE MATERIALIZED VIEW long_books WITH (fillfactor = 90) TABLESPACE pg_default AS
    SELECT id, title, pages FROM books WHERE pages > 500 WITH NO DATA;
CREATE UNIQUE INDEX ON long_books (id);
