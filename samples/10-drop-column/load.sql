-- The old version of the application still writes the number.
INSERT INTO organizations (name, fax) VALUES ('new ' || :n, '+49 30 1');
UPDATE organizations SET fax = NULL, revision = revision + 1 WHERE id = 1 + :n % 5000;

-- What was written.
SELECT count(*) + sum(revision) FROM organizations;
