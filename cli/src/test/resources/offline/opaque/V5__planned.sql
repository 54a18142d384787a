ALTER TABLE events ADD COLUMN note text;
CREATE INDEX ON events (note);
ALTER TABLE orders ALTER COLUMN price TYPE numeric(12, 2);
ALTER TABLE customer ALTER COLUMN place SET NOT NULL;
ALTER TABLE customer ADD COLUMN area geography;
ALTER TABLE quiet ADD COLUMN note text;
