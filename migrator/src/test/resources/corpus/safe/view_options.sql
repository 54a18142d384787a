-- Options of a view.
-- source: https://www.postgresql.org/docs/17/sql-alterview.html: SET and RESET change view options
-- schema: library
ALTER VIEW member_list SET (security_barrier = true, security_invoker = true);
ALTER VIEW member_list RESET (security_invoker);
