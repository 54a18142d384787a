-- A table is made anew from a copy, and what is written meanwhile is lost.
-- source: https://www.postgresql.org/docs/17/sql-createtableas.html; sql-droptable.html
-- schema: library
-- finds: LONG-TRANSACTION DROP-BREAKS
CREATE TABLE notes_copy AS SELECT * FROM notes;
DROP TABLE notes;
ALTER TABLE notes_copy RENAME TO notes;
