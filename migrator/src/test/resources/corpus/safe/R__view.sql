-- A repeatable migration of Flyway.
-- source: https://documentation.red-gate.com/flyway: repeatable migrations
-- schema: shop
CREATE OR REPLACE VIEW invoice_list AS SELECT id, number, title FROM invoices;
