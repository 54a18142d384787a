# DELETE of rows that others refer to without an index
## given
CREATE TABLE customers (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint REFERENCES customers);
INSERT INTO customers SELECT generate_series(1, 10);
INSERT INTO orders SELECT n, 1 + n % 5 FROM generate_series(1, 10) AS n;
ANALYZE customers, orders;
## script
DELETE FROM customers WHERE id > 5;
