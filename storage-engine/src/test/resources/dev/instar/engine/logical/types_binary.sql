CREATE EXTENSION citext;
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE t (
  id int PRIMARY KEY, a boolean, b smallint, c bigint, d numeric, e numeric(10,2), f real, g double precision,
  h varchar(10), i char(5), j citext, k bytea, l date, m time, n timestamp, o timestamptz, q interval, r uuid,
  s json, u jsonb, v mood, w int[], x text[], y mood[], z oid, aa name, ab timetz, ac "char");
CREATE PUBLICATION p FOR TABLE t;
-- options: "binary" 'true'
-- slot
INSERT INTO t VALUES (
  1, true, -3, 9000000000, 1234567.8900, 3.145, 1.5, 0.1,
  'vär', 'ab', 'CiText', '\x00ff', '2024-02-29', '13:14:15.5', '2024-02-29 13:14:15.123456', '2024-02-29 13:14:15+02', '1 year 2 days 03:04:05.6', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
  '{"a": [1, 2]}', '{"b": 1, "a": null}', 'ok', '{1,NULL,3}', '{a,"b c",NULL}', NULL, 42, 'a_name', '13:14:15+02', 'x');
INSERT INTO t (id) VALUES (2);
INSERT INTO t (id, d, f, g, l, n, o) VALUES (3, 'NaN', 'Infinity', '-Infinity', 'infinity', '-infinity', '0044-03-15 12:00:00+00 BC');
ALTER TYPE mood ADD VALUE 'happy';
UPDATE t SET v = 'happy' WHERE id = 2;
ALTER TYPE mood RENAME VALUE 'sad' TO 'blue';
UPDATE t SET v = 'blue' WHERE id = 2;
DELETE FROM t WHERE id = 3;
