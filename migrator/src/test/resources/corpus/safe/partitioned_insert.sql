-- A row goes to its partition.
-- source: https://www.postgresql.org/docs/17/explicit-locking.html#LOCKING-TABLES
-- schema: events
INSERT INTO events (id, at, kind) VALUES (1000000, '2026-05-05', 'new');
