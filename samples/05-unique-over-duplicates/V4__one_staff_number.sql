ALTER TABLE users
    ADD CONSTRAINT users_staff_number UNIQUE (organization_id, staff_number);
