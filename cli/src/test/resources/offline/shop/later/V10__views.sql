ALTER TYPE mood ADD VALUE 'fair';
CREATE VIEW good_customer AS SELECT id, name FROM customer WHERE mood = 'good';
ALTER TABLE customer RENAME COLUMN name TO full_name;
ALTER TABLE orders ADD COLUMN status text DEFAULT 'new', ALTER COLUMN note TYPE varchar(200);
