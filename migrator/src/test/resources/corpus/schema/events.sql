-- Partitioned tables, without a DEFAULT partition and with one; and an inheritance tree.
CREATE TABLE kinds (id integer PRIMARY KEY, name text);
CREATE TABLE events (
    id bigint,
    at date NOT NULL,
    kind text NOT NULL,
    kind_id integer,
    payload text,
    amount numeric
) PARTITION BY RANGE (at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE events_2027 (LIKE events);
CREATE TABLE events_2028 (
    LIKE events,
    CONSTRAINT events_2028_bounds
        CHECK (at IS NOT NULL AND at >= date '2028-01-01' AND at < date '2029-01-01')
);
CREATE TABLE measures (id bigint, region text NOT NULL, value numeric) PARTITION BY LIST (region);
CREATE TABLE measures_eu PARTITION OF measures FOR VALUES IN ('eu');
CREATE TABLE measures_other PARTITION OF measures DEFAULT;
CREATE TABLE measures_us (LIKE measures);
CREATE TABLE people (id bigint PRIMARY KEY, age integer);
CREATE TABLE workers (trade text) INHERITS (people);

INSERT INTO kinds VALUES (1, 'one'), (2, 'two');
INSERT INTO events
    SELECT n, date '2025-01-01' + n % 700, 'k' || n, 1, CASE WHEN n % 2 = 0 THEN 'p' END, n
    FROM generate_series(1, 12000) AS n;
INSERT INTO events_2027 SELECT n, '2027-05-05', 'k', 1, 'p', n FROM generate_series(1, 6000) AS n;
INSERT INTO events_2028 SELECT n, '2028-05-05', 'k', 1, 'p', n FROM generate_series(1, 6000) AS n;
INSERT INTO measures
    SELECT n, CASE WHEN n % 2 = 0 THEN 'eu' ELSE 'moon' END, n FROM generate_series(1, 12000) AS n;
INSERT INTO measures_us SELECT n, 'us', n FROM generate_series(1, 6000) AS n;
INSERT INTO people SELECT n, n FROM generate_series(1, 6000) AS n;
INSERT INTO workers SELECT n, n, 't' FROM generate_series(6001, 12000) AS n;
ANALYZE;
