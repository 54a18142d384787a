-- Its column is NOT NULL already.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: ADD table_constraint_using_index
-- schema: shop
ALTER TABLE payments ADD CONSTRAINT payments_pkey PRIMARY KEY USING INDEX payments_id;
