-- The columns that refer to it stay integer.
-- source: https://www.postgresql.org/docs/17/ddl-constraints.html#DDL-CONSTRAINTS-FK
-- schema: shop
-- finds: LOCK-REWRITE FK-TYPE-DIFFERS
ALTER TABLE orders ALTER COLUMN id TYPE int8;
