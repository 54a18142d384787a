-- MERGE writes many rows in one transaction.
-- source: https://www.postgresql.org/docs/17/sql-merge.html
-- schema: shop
-- finds: OPAQUE-STATEMENT
MERGE INTO orders AS o USING customers AS c ON c.id = o.customer_id
WHEN MATCHED THEN UPDATE SET note = c.name;
