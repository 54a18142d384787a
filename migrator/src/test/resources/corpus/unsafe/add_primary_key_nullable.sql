-- USING INDEX, but the column is not NOT NULL yet.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: If the index's columns are not
--   already marked NOT NULL, then this command will attempt to do ALTER COLUMN SET NOT NULL
-- schema: shop
-- finds: LOCK-SCAN
ALTER TABLE visits ADD CONSTRAINT visits_pkey PRIMARY KEY USING INDEX visits_path;
