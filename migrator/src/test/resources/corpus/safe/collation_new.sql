-- A collation for later.
-- source: https://www.postgresql.org/docs/17/sql-createcollation.html
-- schema: library
CREATE COLLATION german (provider = icu, locale = 'de');
