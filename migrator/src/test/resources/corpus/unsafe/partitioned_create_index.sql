-- No partition takes writes until all are built.
-- source: https://www.postgresql.org/docs/17/sql-createindex.html, Notes; measured on PostgreSQL 14 to
--   18, forms.tsv create-index
-- schema: events
-- finds: LOCK-INDEX-BUILD
CREATE INDEX ON events (kind);
