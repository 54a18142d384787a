-- Rows as values.
-- places
CREATE TABLE a (i int, n numeric);
CREATE TABLE b (i int, n numeric, "the Text" text);
INSERT INTO a VALUES (1, 1.0), (2, 2.0), (3, NULL), (4, -0.0);
INSERT INTO b VALUES (1, 1.0, 'x'), (2, 2.00, NULL), (3, NULL, NULL), (5, 0, '');
-- As it is written with a star.
SELECT count(*), count(b.*), count(b), count(b.i) FROM a LEFT JOIN b ON a.i = b.i;
SELECT a.i, count(b.*) OVER (ORDER BY a.i) FROM a LEFT JOIN b ON a.i = b.i ORDER BY 1;
SELECT row_to_json(a.*), to_jsonb(a.*), a.*::text, b.* IS NULL FROM a LEFT JOIN b ON a.i = b.i ORDER BY a.i;
SELECT ROW(a.*, 1), (a.*) *= (b.*) FROM a JOIN b ON a.i = b.i ORDER BY a.i;
SELECT lower(*) FROM a;
SELECT a.* = a.*, a.* < ROW(2, 0.5), a.* IS DISTINCT FROM ROW(1, 1.00) FROM a ORDER BY i;
SELECT a.* = b.* FROM a, b;
SELECT max(a.i) FROM a GROUP BY a.* ORDER BY 1;
-- With the names of their columns.
SELECT row_to_json(a), to_json(b), to_jsonb(b.*), jsonb_build_object('b', b), json_agg(b) FROM a JOIN b ON a.i = b.i GROUP BY a, b, a.i ORDER BY a.i;
SELECT row_to_json(x) FROM (SELECT i, n * 2 AS twice, ROW(i, 'a'::text) AS inner FROM a) x ORDER BY x.i;
SELECT row_to_json(x), to_jsonb(y) FROM (SELECT i, a FROM a) x, LATERAL (SELECT x.i + 1) y ORDER BY x.i;
SELECT row_to_json(ROW(i, n)), row_to_json(ROW(a.*, 1)) FROM a ORDER BY i;
SELECT row_to_json(x) FROM (VALUES (1, 'a'), (2, NULL)) x ("one""s", two);
SELECT row_to_json(g), to_json(e) FROM generate_series(1, 2) g, unnest(ARRAY['x']) WITH ORDINALITY e;
SELECT row_to_json(b) FROM a LEFT JOIN b ON a.i = b.i ORDER BY a.i;
-- In views.
CREATE VIEW whole AS SELECT a.i, a = ROW(1, 1.0) AS same, count(b.*) AS n FROM a LEFT JOIN b ON a.* *<= ROW(b.i, b.n)::record WHERE a.* IS NOT NULL GROUP BY a.i, a.*;
SELECT pg_get_viewdef('whole'::regclass);
SELECT * FROM whole ORDER BY i, same, n;
CREATE VIEW one AS SELECT to_jsonb(a) AS j, (SELECT count(*) FROM b WHERE to_jsonb(b) = to_jsonb(a.*)) AS n, count(*) OVER () FROM a;
SELECT pg_get_viewdef('one'::regclass);
SELECT * FROM one ORDER BY j;
CREATE TABLE c (k int, a text);
CREATE VIEW several AS SELECT i, k, "the Text", a FROM b, c WHERE i = k AND EXISTS (SELECT 1 FROM a WHERE a.i = k);
SELECT pg_get_viewdef('several'::regclass);
