-- The constraint is there, with the index that was built for it, and no other is left over.
SELECT convalidated AND contype = 'u' FROM pg_constraint WHERE conname = 'users_staff_number';
SELECT count(*) = 3 AND bool_and(indisvalid) FROM pg_index WHERE indrelid = 'users'::regclass;
SELECT count(*) = 0 FROM
    (SELECT FROM users GROUP BY organization_id, staff_number HAVING count(*) > 1) AS twice;
