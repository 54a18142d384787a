-- Who names the domain fails.
-- source: https://www.postgresql.org/docs/17/sql-alterdomain.html: RENAME TO
-- schema: library
-- finds: RENAME-BREAKS
ALTER DOMAIN isbn RENAME TO book_code;
