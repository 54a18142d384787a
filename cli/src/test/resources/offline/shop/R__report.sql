CREATE OR REPLACE VIEW report AS
  SELECT c.full_name, sum(o.price) AS total
  FROM customer c JOIN orders o ON o.customer_id = c.id
  GROUP BY c.full_name;
