-- The rows are gone.
-- source: https://www.postgresql.org/docs/17/sql-droptable.html
-- schema: shop
-- finds: CONTENT-LOST
DROP TABLE IF EXISTS settings;
CREATE TABLE settings (key text PRIMARY KEY, value jsonb);
