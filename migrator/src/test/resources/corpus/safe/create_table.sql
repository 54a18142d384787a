-- Nobody uses a new table.
-- source: https://www.postgresql.org/docs/17/sql-createtable.html
-- schema: shop
CREATE TABLE parcels (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    weight numeric NOT NULL CHECK (weight > 0),
    token uuid DEFAULT gen_random_uuid() UNIQUE
);
CREATE INDEX ON parcels (weight);
ALTER TABLE parcels ADD COLUMN label text NOT NULL;
INSERT INTO parcels (weight, label) VALUES (1, 'first');
ALTER TABLE parcels ALTER COLUMN weight TYPE double precision;
