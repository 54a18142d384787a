-- A schema, and a table in it.
-- source: https://www.postgresql.org/docs/17/sql-createschema.html
-- schema: shop
CREATE SCHEMA reports;
CREATE TABLE reports.daily (day date PRIMARY KEY, orders integer NOT NULL DEFAULT 0);
