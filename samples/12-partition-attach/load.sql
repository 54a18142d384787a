-- Events come in for February, which is late, and for days that have no partition.
INSERT INTO events VALUES (timestamptz '2026-02-02 00:00:00+00' + :n * interval '1 second', :n, 'scanned');
INSERT INTO events VALUES (timestamptz '2026-07-01 00:00:00+00' + :n * interval '1 second', :n, 'scanned');

-- What was written.
SELECT count(*) FROM events WHERE at < '2026-03-01' OR at >= '2026-04-01';
