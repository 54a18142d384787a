-- Casts between the integers, at the ends of their ranges and one beyond, from values that are read and not written down.
CREATE TABLE wide (id int PRIMARY KEY, v bigint);
INSERT INTO wide VALUES
  (1, 32767), (2, 32768), (3, -32768), (4, -32769), (5, 65535), (6, 65536),
  (7, 2147483647), (8, 2147483648), (9, -2147483648), (10, -2147483649),
  (11, 4294967295), (12, 4294967296), (13, 9223372036854775807), (14, -9223372036854775808);
CREATE TABLE narrow (id int PRIMARY KEY, v int);
CREATE TABLE least (id int PRIMARY KEY, v smallint);
INSERT INTO narrow SELECT id, v FROM wide WHERE id <= 7;
INSERT INTO narrow SELECT id, v FROM wide WHERE id = 8;
INSERT INTO narrow SELECT id, v FROM wide WHERE id = 9;
INSERT INTO narrow SELECT id, v FROM wide WHERE id = 10;
INSERT INTO narrow SELECT id, v FROM wide WHERE id = 11;
INSERT INTO narrow SELECT id, v FROM wide WHERE id = 12;
INSERT INTO narrow SELECT id, v FROM wide WHERE id = 13;
INSERT INTO narrow SELECT id, v FROM wide WHERE id = 14;
INSERT INTO least SELECT id, v FROM wide WHERE id IN (1, 3);
INSERT INTO least SELECT id, v FROM wide WHERE id = 2;
INSERT INTO least SELECT id, v FROM wide WHERE id = 4;
INSERT INTO least SELECT id, v FROM wide WHERE id = 5;
INSERT INTO least SELECT id, v FROM narrow WHERE id = 6;
INSERT INTO least SELECT id, v FROM narrow WHERE id = 7;
UPDATE narrow SET v = w.v FROM wide w WHERE w.id = 8 AND narrow.id = 1;
UPDATE least SET v = w.v FROM wide w WHERE w.id = 2 AND least.id = 1;
SELECT v::int FROM wide WHERE id = 8;
SELECT v::int FROM wide WHERE id = 11;
SELECT v::smallint FROM wide WHERE id = 2;
SELECT v::numeric::int FROM wide WHERE id = 8;
SELECT v::numeric::bigint FROM wide WHERE id = 13;
SELECT (v::numeric + 1)::bigint FROM wide WHERE id = 13;
SELECT v::float8::int FROM wide WHERE id = 8;
SELECT v::float8::bigint FROM wide WHERE id = 13;
SELECT v::oid::bigint FROM wide WHERE id = 11;
SELECT v::oid::int FROM wide WHERE id = 11;
SELECT v::oid::int FROM wide WHERE id = 8;
SELECT v::oid FROM wide WHERE id = 12;
SELECT v::oid FROM wide WHERE id = 3;
SELECT v::int::oid FROM wide WHERE id = 3;
SELECT 2147483648::bigint::int;
SELECT 4294967295::bigint::int;
SELECT (-2147483649)::bigint::int;
ALTER TABLE wide ALTER COLUMN v TYPE int;
SELECT * FROM narrow ORDER BY id;
SELECT * FROM least ORDER BY id;
