# A table leaves an inheritance tree
## given
CREATE TABLE items (id bigint, label text, weight numeric);
CREATE TABLE discs (minutes integer) INHERITS (items);
CREATE TABLE maps (scale integer) INHERITS (items);
CREATE TABLE sea_maps (sea text) INHERITS (maps);
INSERT INTO items SELECT n, 'l' || n, n FROM generate_series(1, 10) AS n;
INSERT INTO sea_maps SELECT n, 'l' || n, n, n, 's' FROM generate_series(1, 10) AS n;
ANALYZE items, discs, maps, sea_maps;
## script
ALTER TABLE maps NO INHERIT items;
