SELECT display_name = 'User 1' FROM users WHERE id = 1;
SELECT count(*) = 0 FROM information_schema.columns
 WHERE table_name = 'users' AND column_name = 'name';
