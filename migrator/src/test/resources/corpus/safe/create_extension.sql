-- An extension that is there already.
-- source: https://www.postgresql.org/docs/17/sql-createextension.html: IF NOT EXISTS
-- schema: shop
CREATE EXTENSION IF NOT EXISTS plpgsql;
