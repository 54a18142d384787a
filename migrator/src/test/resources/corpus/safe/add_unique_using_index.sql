-- A unique index that is there becomes a constraint.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: ADD table_constraint_using_index
-- schema: shop
ALTER TABLE payments ADD CONSTRAINT payments_unique UNIQUE USING INDEX payments_id;
