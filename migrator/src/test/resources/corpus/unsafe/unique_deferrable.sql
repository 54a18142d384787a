-- A deferrable key is built under the lock.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: ADD table_constraint takes ACCESS
--   EXCLUSIVE
-- schema: library
-- finds: LOCK-INDEX-BUILD
ALTER TABLE books ADD CONSTRAINT books_title UNIQUE (title) DEFERRABLE INITIALLY DEFERRED;
