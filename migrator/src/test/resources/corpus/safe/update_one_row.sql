-- The rows of a key, and no others.
-- source: https://www.postgresql.org/docs/17/indexes-unique.html: two rows with equal indexed
--   values are not allowed
-- schema: library
UPDATE members SET name = 'Ada' WHERE id = 5;
UPDATE books SET title = 'Emma', pages = 300 WHERE id IN (7, 8, 9) AND shelf = 'fiction';
DELETE FROM notes WHERE id = 77;
