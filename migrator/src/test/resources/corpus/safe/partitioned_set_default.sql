-- For the rows to come.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: SET DEFAULT
-- schema: events
ALTER TABLE events ALTER COLUMN kind SET DEFAULT 'none';
