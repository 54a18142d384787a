-- One more table is published.
-- source: measured on PostgreSQL 14 to 18, forms.tsv publication-add
-- schema: shop
ALTER PUBLICATION news ADD TABLE customers;
