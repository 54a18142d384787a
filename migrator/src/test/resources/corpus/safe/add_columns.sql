-- Several columns in one statement, all of them in the catalog alone.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html, Notes: a non-volatile DEFAULT is
--   stored in the table's metadata, neither a full table rewrite nor a scan is required
-- schema: shop
ALTER TABLE orders
    ADD COLUMN width integer,
    ADD COLUMN height integer DEFAULT 10,
    ADD COLUMN unit varchar(5) NOT NULL DEFAULT 'cm';
