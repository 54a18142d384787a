CREATE INDEX orders_user_id ON orders (user_id);

ALTER TABLE orders
    ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users;
