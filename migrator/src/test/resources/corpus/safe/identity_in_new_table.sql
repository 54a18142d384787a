-- Identity, generated and excluded in a table that is new.
-- source: https://www.postgresql.org/docs/17/ddl-identity-columns.html; ddl-generated-columns.html
-- schema: library
CREATE TABLE rooms (
    id integer GENERATED ALWAYS AS IDENTITY (START WITH 100) PRIMARY KEY,
    name text NOT NULL UNIQUE DEFERRABLE INITIALLY DEFERRED,
    width numeric NOT NULL,
    length numeric NOT NULL,
    area numeric GENERATED ALWAYS AS (width * length) STORED,
    closed daterange,
    CONSTRAINT rooms_closed EXCLUDE USING gist (closed WITH &&) WHERE (closed IS NOT NULL)
);
INSERT INTO rooms (name, width, length) VALUES ('hall', 20, 30), ('attic', 4, 5);
