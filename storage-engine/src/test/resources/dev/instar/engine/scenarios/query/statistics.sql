-- What ANALYZE finds of small tables, which it reads as a whole.
CREATE TABLE s (id integer PRIMARY KEY, kind text, amount bigint, flag boolean, note varchar(20));
INSERT INTO s SELECT n, CASE WHEN n % 10 = 0 THEN 'rare' WHEN n % 10 < 3 THEN 'some' ELSE 'much' END, n * 3, n % 4 = 0, CASE WHEN n % 5 = 0 THEN NULL ELSE 'n' || n END FROM generate_series(1, 1000) n;
SELECT reltuples FROM pg_class WHERE relname = 'nothing';
ANALYZE s;
SELECT reltuples FROM pg_class WHERE relname = 's';
SELECT attname, null_frac, n_distinct, most_common_vals::text, most_common_freqs FROM pg_stats WHERE tablename = 's' ORDER BY attname;
SELECT attname, histogram_bounds::text FROM pg_stats WHERE tablename = 's' AND attname IN ('id', 'amount', 'kind') ORDER BY attname;
SELECT attname, correlation FROM pg_stats WHERE tablename = 's' AND attname IN ('id', 'amount') ORDER BY attname;
CREATE TABLE e (a integer);
ANALYZE e;
SELECT reltuples FROM pg_class WHERE relname = 'e';
SELECT count(*) FROM pg_stats WHERE tablename = 'e';
TRUNCATE s;
EXPLAIN (COSTS OFF, BUFFERS OFF, VERBOSE OFF) SELECT * FROM s WHERE id = 1;
DROP TABLE s;
SELECT count(*) FROM pg_stats WHERE tablename = 's';
