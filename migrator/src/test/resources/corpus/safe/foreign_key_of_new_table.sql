-- A new table refers to one in use: a moment's lock there.
-- source: https://www.postgresql.org/docs/17/sql-createtable.html: REFERENCES; the new table has no
--   rows to be checked
-- schema: library
CREATE TABLE reviews (
    id bigint PRIMARY KEY,
    book_id bigint NOT NULL REFERENCES books ON DELETE CASCADE
);
CREATE INDEX ON reviews (book_id);
