-- Events by month. March was loaded beside the table; DEFAULT takes what belongs nowhere.
CREATE TABLE events (
    at       timestamptz NOT NULL,
    order_id bigint NOT NULL,
    kind     text NOT NULL
) PARTITION BY RANGE (at);

CREATE TABLE events_2026_02 PARTITION OF events
    FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');

CREATE TABLE events_default PARTITION OF events DEFAULT;

CREATE TABLE events_2026_03 (LIKE events);

INSERT INTO events
SELECT timestamptz '2026-02-01 00:00:00+00' + n * interval '1 minute', n, 'scanned'
FROM generate_series(1, 20000) AS n;

INSERT INTO events_2026_03
SELECT timestamptz '2026-03-01 00:00:00+00' + n * interval '1 minute', n, 'scanned'
FROM generate_series(1, 20000) AS n;

INSERT INTO events
SELECT timestamptz '2026-06-01 00:00:00+00' + n * interval '1 minute', n, 'scanned'
FROM generate_series(1, 2000) AS n;

ANALYZE events, events_2026_03;
