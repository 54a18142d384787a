-- The index is whole, and it is for what is to be packed and nothing else.
SELECT indisvalid AND indpred IS NOT NULL FROM pg_index
 WHERE indexrelid = 'orders_open'::regclass;
