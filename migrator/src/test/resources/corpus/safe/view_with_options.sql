-- Views with options, and one that refers to itself.
-- source: https://www.postgresql.org/docs/17/sql-createview.html
-- schema: library
CREATE VIEW left_members WITH (security_barrier) AS
    SELECT id, name, left_on FROM members WHERE left_on IS NOT NULL WITH LOCAL CHECK OPTION;
CREATE OR REPLACE VIEW member_list WITH (security_invoker = true) AS
    SELECT id, name, card FROM members;
