-- The way to take a value out of an enum writes the table anew.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: changing the type of an existing
--   column requires the table to be rewritten
-- schema: library
-- finds: RENAME-BREAKS LOCK-REWRITE
ALTER TYPE shelf RENAME TO shelf_before;
CREATE TYPE shelf AS ENUM ('fiction', 'science');
ALTER TABLE notes ADD COLUMN shelf shelf;
ALTER TABLE books ALTER COLUMN shelf DROP DEFAULT;
ALTER TABLE books ALTER COLUMN shelf TYPE shelf USING shelf::text::shelf;
ALTER TABLE books ALTER COLUMN shelf SET DEFAULT 'fiction';
