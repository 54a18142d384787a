-- A constraint of a domain gets another name.
-- source: https://www.postgresql.org/docs/17/sql-alterdomain.html: RENAME CONSTRAINT changes the
--   name of a constraint on the domain
-- schema: library
ALTER DOMAIN isbn RENAME CONSTRAINT isbn_digits TO isbn_form;
