-- A table with all that belongs to it, in one file.
-- source: https://www.postgresql.org/docs/17/sql-createtable.html
-- schema: library
CREATE TYPE fine_state AS ENUM ('open', 'paid');
CREATE TABLE fines (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    member_id bigint NOT NULL,
    cents integer NOT NULL,
    state fine_state NOT NULL DEFAULT 'open'
);
CREATE INDEX fines_member ON fines (member_id);
ALTER TABLE fines ADD CONSTRAINT fines_cents CHECK (cents > 0);
ALTER TABLE fines ALTER COLUMN cents TYPE bigint;
ALTER TABLE fines ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();
INSERT INTO fines (member_id, cents) SELECT n, 100 FROM generate_series(1, 50) AS n;
UPDATE fines SET state = 'paid';
ALTER TABLE fines ALTER COLUMN cents SET DEFAULT 100;
CREATE VIEW open_fines AS SELECT id, cents FROM fines WHERE state = 'open';
COMMENT ON TABLE fines IS 'for books that came late';
GRANT SELECT ON fines, open_fines TO PUBLIC;
