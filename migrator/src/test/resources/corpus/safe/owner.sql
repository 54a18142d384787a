-- Another owner.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: OWNER TO
-- schema: shop
ALTER TABLE orders OWNER TO CURRENT_USER;
