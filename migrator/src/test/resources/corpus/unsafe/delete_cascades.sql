-- Rows of another table go as well.
-- source: https://www.postgresql.org/docs/17/ddl-constraints.html#DDL-CONSTRAINTS-FK: ON DELETE
--   CASCADE
-- schema: shop
-- finds: LONG-WRITE DELETE-CASCADES
DELETE FROM tickets WHERE weight > 100;
