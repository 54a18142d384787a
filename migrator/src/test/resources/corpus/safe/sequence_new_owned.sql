-- A new sequence for a column in use.
-- source: https://www.postgresql.org/docs/17/sql-createsequence.html: OWNED BY
-- schema: library
CREATE SEQUENCE members_cards START 10000 OWNED BY members.card;
ALTER TABLE members ALTER COLUMN card SET DEFAULT nextval('members_cards');
