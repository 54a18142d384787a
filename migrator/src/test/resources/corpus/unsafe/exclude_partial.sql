-- An exclusion constraint over some rows is built under the lock too.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: only unique and primary key
--   constraints can be added USING INDEX
-- schema: library
-- finds: LOCK-INDEX-BUILD
ALTER TABLE loans ADD CONSTRAINT loans_returned EXCLUDE USING gist (during WITH &&)
    WHERE (returned);
