-- A policy says something else.
-- source: https://www.postgresql.org/docs/17/sql-alterpolicy.html
-- schema: shop
ALTER POLICY documents_own ON documents USING (author = current_user OR author = 'all');
