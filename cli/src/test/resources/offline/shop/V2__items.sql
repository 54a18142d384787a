CREATE SCHEMA app;
CREATE TABLE app.item (
  order_id integer REFERENCES orders,
  pos smallint,
  name text,
  doubled integer GENERATED ALWAYS AS (pos * 2) STORED,
  PRIMARY KEY (order_id, pos)
);
CREATE UNIQUE INDEX item_name ON app.item (lower(name)) WHERE pos > 0;
