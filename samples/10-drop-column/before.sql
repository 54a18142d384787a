-- Organizations, with a number that nobody has dialled for years.
CREATE TABLE organizations (
    id       serial PRIMARY KEY,
    name     text NOT NULL,
    fax      text,
    revision integer NOT NULL DEFAULT 0
);

CREATE INDEX organizations_fax ON organizations (fax);

INSERT INTO organizations (name, fax)
SELECT 'organization ' || n, '+49 30 ' || n FROM generate_series(1, 5000) AS n;

ANALYZE organizations;
