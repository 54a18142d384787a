-- The first tables.
BEGIN;
CREATE TABLE customer (
  id bigserial PRIMARY KEY,
  name varchar(80) NOT NULL,
  email text UNIQUE,
  since timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE orders (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id bigint NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
  price numeric(10, 2) NOT NULL DEFAULT 0 CONSTRAINT price_positive CHECK (price >= 0),
  note varchar(100)
);
CREATE INDEX orders_customer ON orders (customer_id);
COMMENT ON TABLE orders IS 'what was ordered; by whom';
COMMIT;
