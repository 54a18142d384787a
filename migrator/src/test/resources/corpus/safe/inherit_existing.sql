-- A table becomes a child: nothing is read.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: INHERIT parent_table adds the
--   target table as a new child; it must already contain the same columns
-- schema: library
ALTER TABLE loose_items INHERIT items;
