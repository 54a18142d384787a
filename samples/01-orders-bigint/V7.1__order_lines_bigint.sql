-- What counts the orders, and what refers to them, has to hold the new ids too.
ALTER SEQUENCE orders_id_seq AS bigint;

ALTER TABLE order_lines ALTER COLUMN order_id TYPE bigint;
