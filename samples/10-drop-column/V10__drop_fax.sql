ALTER TABLE organizations DROP COLUMN fax;
