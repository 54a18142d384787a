-- Somebody has asked the organization: one is a colleague, whose number was mistyped; the other is
-- the same person once more.
UPDATE users SET staff_number = 'S-45b' WHERE email = 'colleague@example.org';
DELETE FROM users WHERE email = 'once.more@example.org';
