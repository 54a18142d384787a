-- Its rows come through a client.
-- source: https://www.postgresql.org/docs/17/sql-copy.html
-- schema: shop
-- finds: STATEMENT_UNSUPPORTED
-- fails: elsewhere
COPY settings FROM STDIN;
