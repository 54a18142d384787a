-- The ids of orders are about to run out of integers.
-- Run as it is, this locks the table and writes it anew; nobody can read or write meanwhile.
ALTER TABLE orders ALTER COLUMN id TYPE bigint;
