-- The catalogs' vectors as arrays.
CREATE TABLE t (a integer, b text, PRIMARY KEY (b, a));
SELECT indkey, indkey::int2[], indkey::int4[], indclass::oid[] FROM pg_index WHERE indrelid = 't'::regclass;
SELECT k.n, k.attnum FROM pg_index, unnest(indkey) WITH ORDINALITY AS k(attnum, n) WHERE indrelid = 't'::regclass ORDER BY k.n;
SELECT indkey[0], indkey[1], array_length(indkey, 1), 2 = ANY (indkey) FROM pg_index WHERE indrelid = 't'::regclass;
SELECT '{1,2}'::int2[]::int2vector;
