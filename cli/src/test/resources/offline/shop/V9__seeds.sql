INSERT INTO customer (name, email, mood) VALUES
  ('Ada; Countess', 'ada@example.org', 'good'),
  ('It''s me', NULL, 'bad');
INSERT INTO orders (customer_id, price) SELECT 1, g FROM generate_series(1, 1000) g;
UPDATE customer SET name = upper(name) WHERE mood = 'bad';
INSERT INTO app.item SELECT id, 1, 'item ' || id FROM orders WHERE id < 10;
