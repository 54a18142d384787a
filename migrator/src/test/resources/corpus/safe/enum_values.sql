-- Values that are not used yet.
-- source: https://www.postgresql.org/docs/17/sql-altertype.html: ADD VALUE
-- schema: library
ALTER TYPE shelf ADD VALUE IF NOT EXISTS 'history';
ALTER TYPE shelf ADD VALUE 'poetry' AFTER 'fiction';
