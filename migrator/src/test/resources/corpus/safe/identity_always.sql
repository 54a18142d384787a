-- An identity column takes no other values from now on, and begins higher.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: SET GENERATED, SET
--   sequence_option and RESTART alter the associated sequence
-- schema: library
ALTER TABLE members
    ALTER COLUMN id SET GENERATED ALWAYS SET INCREMENT BY 10 SET CACHE 20 RESTART WITH 100000;
