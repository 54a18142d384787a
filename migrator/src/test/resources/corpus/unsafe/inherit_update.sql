-- A tree is written through its parent.
-- source: https://www.postgresql.org/docs/17/ddl-inherit.html: UPDATE and DELETE reach descendants
-- schema: library
-- finds: LONG-WRITE STATEMENT_UNSUPPORTED
UPDATE items SET label = upper(label);
