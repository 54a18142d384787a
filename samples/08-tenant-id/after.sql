-- Both columns are NOT NULL, and no CHECK is left over from the way there.
SELECT count(*) = 2 AND bool_and(attnotnull) FROM pg_attribute
 WHERE attrelid = 'users'::regclass AND attname IN ('tenant_id', 'public_id');
SELECT count(*) = 0 FROM pg_constraint WHERE conrelid = 'users'::regclass AND contype = 'c';

-- Every user is of tenant 0, and nobody has the public id of somebody else.
SELECT bool_and(tenant_id = 0) FROM users;
SELECT count(DISTINCT public_id) = count(*) FROM users;
