-- places
-- detailed
-- Functions in FROM: several side by side, counted, lateral.
CREATE TABLE a (id integer PRIMARY KEY, x integer[], y text[]);
INSERT INTO a VALUES (1, '{1,2,3}', '{a,b}'), (2, '{}', '{c}'), (3, NULL, NULL), (4, '{9}', '{d,e}');
SELECT * FROM ROWS FROM (generate_series(1, 3), generate_series(10, 11)) AS r(a, b) ORDER BY a;
SELECT * FROM ROWS FROM (generate_series(1, 3), generate_series(10, 11)) ORDER BY 1;
SELECT * FROM ROWS FROM (generate_series(1, 2), upper('x'), generate_series(1, 3)) WITH ORDINALITY r ORDER BY ordinality;
SELECT * FROM ROWS FROM (upper('x')) r;
SELECT * FROM unnest(ARRAY[1, 2, 3], ARRAY['a', 'b']) u(n, t) ORDER BY n;
SELECT * FROM unnest(ARRAY[1, 2, 3], ARRAY['a', 'b']) WITH ORDINALITY u(n, t, o) ORDER BY o;
SELECT a.id, u.* FROM a, unnest(a.x, a.y) u(n, t) ORDER BY 1, 2, 3;
SELECT a.id, u.* FROM a LEFT JOIN LATERAL ROWS FROM (unnest(a.x), unnest(a.y)) WITH ORDINALITY u(n, t, o) ON true ORDER BY 1, 4;
SELECT a.id FROM a WHERE EXISTS (SELECT FROM ROWS FROM (unnest(a.x), unnest(a.y)) u(n, t) WHERE u.n IS NULL AND u.t = 'c') ORDER BY 1;
SELECT * FROM ROWS FROM (json_each('{"a": 1, "b": 2}'), generate_series(1, 3)) r(k, v, n) ORDER BY n;
SELECT sum(r.b) FROM ROWS FROM (unnest(ARRAY[1, 2]), unnest(ARRAY[3, 4])) AS r(a, b) WHERE r.a > 1;
SELECT * FROM ROWS FROM (generate_series(1, x), upper('a')) AS r;
SELECT * FROM ROWS FROM (nothing(1), upper('a')) AS r;
SELECT unnest(ARRAY[1], ARRAY[2]);
