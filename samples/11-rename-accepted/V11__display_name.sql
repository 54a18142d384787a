-- instar:accept RENAME-BREAKS only the profile service reads it; it is stopped for the minute
ALTER TABLE users RENAME COLUMN name TO display_name;
