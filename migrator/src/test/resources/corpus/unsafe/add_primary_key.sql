-- The index is built, and NOT NULL proven.
-- source: measured on PostgreSQL 14 to 18, forms.tsv add-primary-key
-- schema: shop
-- finds: LOCK-INDEX-BUILD
ALTER TABLE payments ADD PRIMARY KEY (id);
