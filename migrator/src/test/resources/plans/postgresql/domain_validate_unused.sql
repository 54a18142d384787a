# VALIDATE CONSTRAINT of a domain that no table uses
## given
CREATE DOMAIN app.code AS text;
ALTER DOMAIN app.code ADD CONSTRAINT code_given CHECK (VALUE <> '') NOT VALID;
## script
ALTER DOMAIN app.code VALIDATE CONSTRAINT code_given;
