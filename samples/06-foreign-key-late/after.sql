-- Every order has its user, and the server knows.
SELECT convalidated FROM pg_constraint WHERE conname = 'orders_user';
SELECT indisvalid FROM pg_index WHERE indexrelid = 'orders_user_id'::regclass;
