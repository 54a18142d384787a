-- A plain index on the column stays as it is.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html, Notes: if the USING clause does not
--   change the column contents and the old type is either binary coercible to the new type …, a
--   table rewrite is not needed
-- schema: shop
ALTER TABLE orders ALTER COLUMN status TYPE varchar(40);
