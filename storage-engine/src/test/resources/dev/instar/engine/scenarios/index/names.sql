-- What indexes and their columns are called that nobody has named.
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE t (id integer, total numeric(10,2), note text, status varchar(20), at timestamp, tags text[], m mood);
CREATE INDEX ON t ((total::int), coalesce(note, ''), note COLLATE "C", (CASE WHEN total > 1 THEN note END), (at::date));
CREATE INDEX ON t (lower(note), (total + 1), upper(status), (note || status));
CREATE INDEX ON t (extract(year FROM at), (at AT TIME ZONE 'UTC'), trim(note), substring(note FROM 1 FOR 2), (ARRAY[id]), (id * 2), position('a' IN note));
CREATE INDEX ON t ((tags[1]), (m::text), ((id > 3)), (note IS NULL), greatest(id, 5), nullif(id, 5));
CREATE INDEX ON t ((id::bigint), ((id + 1)::bigint), ((id + 1)::int::text), ('x'::text || note));
CREATE INDEX ON t ((CASE WHEN id > 1 THEN 'a'::text ELSE 'b'::text END), (CASE WHEN id > 1 THEN 'a' ELSE note END), ((CASE WHEN id > 1 THEN 1 ELSE 2 END)::text));
CREATE INDEX ON t (id, id, lower(note), lower(status)) INCLUDE (id);
CREATE INDEX ON t (lower(note));
CREATE INDEX ON t (lower(note));
CREATE INDEX ON t ((note));
SELECT c.relname, a.attnum, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid WHERE c.relkind = 'i' AND c.relnamespace = 'public'::regnamespace ORDER BY 1, 2;
CREATE TABLE u (LIKE t INCLUDING INDEXES);
SELECT c.relname FROM pg_class c WHERE c.relkind = 'i' AND c.relnamespace = 'public'::regnamespace AND c.relname LIKE 'u%' ORDER BY 1;
SELECT (CASE WHEN true THEN 1 ELSE 2 END)::text, CASE WHEN true THEN 'a' ELSE 'b'::text END, 5::bigint, '5'::"char", 'sad'::mood, 'a'::char(3), 1.5::float(10), (SELECT 1), ('{1}'::int[])[1];
