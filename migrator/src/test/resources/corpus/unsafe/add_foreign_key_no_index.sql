-- Without an index on the referring column each DELETE of the parent reads the table.
-- source: https://www.postgresql.org/docs/17/ddl-constraints.html#DDL-CONSTRAINTS-FK: it is often a
--   good idea to index the referencing columns too
-- schema: shop
-- finds: LOCK-SCAN FK-NO-INDEX
ALTER TABLE payments ADD FOREIGN KEY (payer_id) REFERENCES customers;
