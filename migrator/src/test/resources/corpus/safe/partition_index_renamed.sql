-- The index of a partitioned table gets another name.
-- source: https://www.postgresql.org/docs/17/sql-alterindex.html: RENAME changes the name of the
--   index
-- schema: library
ALTER INDEX readings_room RENAME TO readings_by_room;
