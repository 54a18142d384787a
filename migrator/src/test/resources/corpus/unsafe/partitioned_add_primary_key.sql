-- Every partition gets an index while nobody can read or write.
-- source: measured on PostgreSQL 14 to 18, forms.tsv add-primary-key
-- schema: events
-- finds: LOCK-INDEX-BUILD
ALTER TABLE events ADD PRIMARY KEY (id, at);
