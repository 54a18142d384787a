-- After `instar contract`, and not before, it is gone.
SELECT count(*) = 0 FROM information_schema.columns
 WHERE table_name = 'organizations' AND column_name = 'fax';
SELECT to_regclass('organizations_fax') IS NULL;
