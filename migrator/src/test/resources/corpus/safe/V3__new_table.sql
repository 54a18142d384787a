-- All of a file is about a new table.
-- source: https://documentation.red-gate.com/flyway: a migration is one transaction
-- schema: shop
CREATE TABLE parcels (id bigint PRIMARY KEY, label text);
INSERT INTO parcels VALUES (1, 'first');
ALTER TABLE parcels ADD CONSTRAINT parcels_label CHECK (label <> '');
CREATE INDEX parcels_by_label ON parcels (label);
