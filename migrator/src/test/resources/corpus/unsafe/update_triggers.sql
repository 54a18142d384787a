-- Its triggers fire for every row.
-- source: https://www.postgresql.org/docs/17/trigger-definition.html
-- schema: shop
-- finds: LONG-WRITE BATCH-TRIGGERS
UPDATE documents SET title = upper(title);
