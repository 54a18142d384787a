-- Every partition is locked for an instant.
-- source: measured on PostgreSQL 14 to 18, forms.tsv add-column
-- schema: events
ALTER TABLE events ADD COLUMN source text;
