-- A new child of a table in use.
-- source: https://www.postgresql.org/docs/17/ddl-inherit.html
-- schema: library
CREATE TABLE tapes (hours integer) INHERITS (items);
CREATE INDEX tapes_label ON tapes (label);
