-- Nobody uses it yet.
-- source: https://www.postgresql.org/docs/17/sql-createtype.html
-- schema: shop
CREATE TYPE colour AS ENUM ('red', 'green');
CREATE TYPE pair AS (a integer, b text);
ALTER TABLE orders ADD COLUMN wrapping colour;
