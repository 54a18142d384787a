-- Who has left is forgotten, the alerts included; nobody else is.
SELECT count(*) = 0 FROM sign_ins JOIN users ON users.id = user_id WHERE deleted_at IS NOT NULL;
SELECT count(*) = 20000 FROM sign_ins WHERE address = '192.0.2.1';
SELECT count(*) = 2000 FROM sign_in_alerts;
