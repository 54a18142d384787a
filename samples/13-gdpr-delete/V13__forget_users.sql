DELETE FROM sign_ins
 WHERE user_id IN (SELECT id FROM users WHERE deleted_at < '2026-01-01');
