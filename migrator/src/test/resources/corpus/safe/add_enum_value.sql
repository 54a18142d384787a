-- A new label locks no table.
-- source: https://www.postgresql.org/docs/17/sql-altertype.html: ADD VALUE
-- schema: shop
ALTER TYPE mood ADD VALUE 'calm' BEFORE 'bad';
