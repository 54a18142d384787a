-- Its foreign key locks the parent against writes for an instant.
-- source: https://www.postgresql.org/docs/17/sql-createtable.html: REFERENCES requires SHARE ROW
--   EXCLUSIVE
-- schema: shop
CREATE TABLE parcels (
    id bigint PRIMARY KEY,
    order_id integer NOT NULL REFERENCES orders ON DELETE CASCADE
);
