-- March is there, through the table; no CHECK is left over from the way there.
SELECT count(*) = 20000 FROM events WHERE at >= '2026-03-01' AND at < '2026-04-01';
SELECT count(*) = 3 FROM pg_inherits WHERE inhparent = 'events'::regclass;
SELECT count(*) = 0 FROM pg_constraint
 WHERE contype = 'c' AND conrelid IN ('events_2026_03'::regclass, 'events_default'::regclass);
