# Functions whose bodies have semicolons
## given
CREATE TABLE customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL);
CREATE TABLE orders (
    id serial PRIMARY KEY,
    customer_id bigint,
    total numeric(10,2),
    status varchar(20) DEFAULT 'new',
    note text,
    created_at timestamp NOT NULL DEFAULT now()
);
INSERT INTO customers (email) SELECT 'c' || n FROM generate_series(1, 10) AS n;
INSERT INTO orders (customer_id, total, note) SELECT n, n, 'n' || n FROM generate_series(1, 10) AS n;
ANALYZE customers, orders;
## script
CREATE FUNCTION app.next(a integer, b text DEFAULT 'x,y') RETURNS integer LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN a + 1; -- one more
END
$$;
CREATE FUNCTION app.both(a integer) RETURNS integer LANGUAGE sql
  BEGIN ATOMIC SELECT 1; SELECT CASE WHEN a > 1 THEN 2 ELSE 3 END; END;
CREATE PROCEDURE app.nothing(INOUT a integer) LANGUAGE plpgsql AS 'BEGIN a := 1; END';
ALTER TABLE orders ADD COLUMN next integer DEFAULT app.next(1);
