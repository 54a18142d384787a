-- A table of a small query.
-- source: https://www.postgresql.org/docs/17/sql-createtableas.html
-- schema: shop
CREATE TABLE settings_old AS SELECT * FROM settings;
