-- What depends on which columns, as tools ask before they change one.
CREATE TABLE base (id serial PRIMARY KEY, price numeric(10, 2), status varchar(20), note text, born date);
CREATE TABLE computed (a integer, b integer, total integer GENERATED ALWAYS AS (a + b) STORED, plain integer DEFAULT 7);
CREATE INDEX base_lower ON base (lower(note));
CREATE INDEX base_open ON base (price) WHERE status = 'open';
CREATE INDEX base_both ON base (born, (price * 2)) INCLUDE (id);
CREATE VIEW priced AS SELECT id, price * 2 AS doubled FROM base WHERE status <> 'gone';
CREATE VIEW counted AS SELECT count(*) AS n FROM base;
CREATE VIEW over AS SELECT p.doubled, c.total FROM priced p JOIN computed c ON c.a = p.id;
CREATE VIEW united AS SELECT note FROM base UNION ALL SELECT status FROM base;
CREATE VIEW exists_in AS SELECT a FROM computed WHERE EXISTS (SELECT FROM base WHERE base.id = computed.b);
CREATE VIEW grouped AS WITH open AS (SELECT status, price FROM base) SELECT status, sum(price) AS sum FROM open GROUP BY status HAVING max(price) > 0;
SELECT i.relname, t.relname, d.refobjsubid, d.deptype FROM pg_depend d JOIN pg_class i ON i.oid = d.objid AND d.classid = 'pg_class'::regclass AND i.relkind = 'i' JOIN pg_class t ON t.oid = d.refobjid AND d.refclassid = 'pg_class'::regclass WHERE t.relname = 'base' ORDER BY 1, 2, 3;
SELECT v.relname, t.relname, d.refobjsubid, d.deptype FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid AND d.classid = 'pg_rewrite'::regclass JOIN pg_class v ON v.oid = r.ev_class JOIN pg_class t ON t.oid = d.refobjid AND d.refclassid = 'pg_class'::regclass WHERE t.relname IN ('base', 'computed') ORDER BY 1, 2, 3, 4;
SELECT d.objsubid, d.refobjsubid, d.deptype FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = 'computed'::regclass AND d.refobjid = 'computed'::regclass ORDER BY 1, 2;
SELECT f.adnum, d.refobjid::regclass::text COLLATE "C", d.refobjsubid, d.deptype FROM pg_depend d JOIN pg_attrdef f ON f.oid = d.objid AND d.classid = 'pg_attrdef'::regclass WHERE d.refclassid = 'pg_class'::regclass ORDER BY f.adrelid, 1, 2, 3;
SELECT v.relname FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid JOIN pg_class v ON v.oid = r.ev_class WHERE d.classid = 'pg_rewrite'::regclass AND d.refobjid = 'base'::regclass AND d.refobjsubid = 3 ORDER BY 1;
