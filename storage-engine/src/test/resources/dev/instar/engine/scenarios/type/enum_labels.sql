-- a label that is renamed is renamed wherever the catalog names it
CREATE TYPE mood AS ENUM ('sad', 'ok', 'it''s');
CREATE TABLE t (
  id int PRIMARY KEY,
  m mood DEFAULT 'ok',
  n mood DEFAULT 'ok'::mood,
  note text DEFAULT 'ok',
  moods mood[] DEFAULT ARRAY['sad'::mood, 'ok'],
  fine boolean GENERATED ALWAYS AS (m = 'ok') STORED,
  CONSTRAINT not_ok_twice CHECK (NOT (m = 'ok' AND note = 'ok' AND id > 10)));
CREATE INDEX t_ok ON t (id) WHERE m = 'ok';
CREATE INDEX t_is ON t ((CASE WHEN n = 'ok' THEN 'ok' ELSE 'no' END));
CREATE VIEW v AS SELECT id, CASE m WHEN 'ok' THEN 'ok' ELSE m::text END AS says FROM t WHERE m IN ('ok', 'sad') AND note <> 'sad';
INSERT INTO t (id) VALUES (1);
ALTER TYPE mood RENAME VALUE 'ok' TO 'fine';
INSERT INTO t (id) VALUES (2);
SELECT * FROM t ORDER BY id;
SELECT * FROM v ORDER BY id;
INSERT INTO t (id) VALUES (11);
INSERT INTO t (id, m) VALUES (12, 'ok');
INSERT INTO t (id, m) VALUES (12, 'sad');
SELECT id FROM t WHERE m = 'fine' ORDER BY id;
ALTER TYPE mood RENAME VALUE 'it''s' TO 'ok';
INSERT INTO t (id, m) VALUES (13, 'ok');
SELECT * FROM v ORDER BY id;
BEGIN;
ALTER TYPE mood RENAME VALUE 'fine' TO 'it''s';
INSERT INTO t (id) VALUES (3);
SELECT m, n, moods, fine FROM t WHERE id = 3;
ROLLBACK;
INSERT INTO t (id) VALUES (3);
SELECT m, n, moods, fine FROM t WHERE id = 3;
ALTER TYPE mood RENAME VALUE 'nope' TO 'yes';
ALTER TYPE mood RENAME VALUE 'sad' TO 'fine';
SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = 't'::regclass AND adnum = 2;
