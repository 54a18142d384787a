-- Each row that is deleted has the referring table read.
-- source: https://www.postgresql.org/docs/17/ddl-constraints.html: a DELETE of a row from the
--   referenced table will require a scan of the referencing table for rows matching the old value
-- schema: library
-- finds: LONG-WRITE FK-NO-INDEX
DELETE FROM members WHERE left_on < '2020-01-01';
