# ADD CHECK NOT VALID to a domain, and VALIDATE of it
## given
CREATE DOMAIN app.code AS text;
CREATE TABLE orders (id serial PRIMARY KEY, code app.code);
INSERT INTO orders (code) SELECT 'n' || n FROM generate_series(1, 10) AS n;
ANALYZE orders;
## script
ALTER DOMAIN app.code ADD CONSTRAINT code_given CHECK (VALUE <> '') NOT VALID;
ALTER DOMAIN app.code VALIDATE CONSTRAINT code_given;
