-- A sequence belongs to a column from now on.
-- source: https://www.postgresql.org/docs/17/sql-altersequence.html: OWNED BY associates the
--   sequence with a column
-- schema: library
ALTER SEQUENCE card_numbers OWNED BY members.card;
