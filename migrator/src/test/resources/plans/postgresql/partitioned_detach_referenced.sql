# DETACH PARTITION of a table that others refer to
## given
CREATE TABLE customers (id bigint PRIMARY KEY);
INSERT INTO customers SELECT generate_series(1, 10);
CREATE TABLE events (
    id bigint,
    day date NOT NULL,
    customer_id bigint,
    kind text,
    amount integer
) PARTITION BY RANGE (day);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')
    PARTITION BY LIST (kind);
CREATE TABLE events_2026_a PARTITION OF events_2026 FOR VALUES IN ('a');
CREATE TABLE events_2026_rest PARTITION OF events_2026 DEFAULT;
INSERT INTO events SELECT n, date '2024-12-31' + 100 * n, n, chr(96 + n), n FROM generate_series(1, 6) AS n;
ANALYZE customers, events;
ALTER TABLE events ADD UNIQUE (id, day, kind);
ALTER TABLE customers ADD event_id bigint, ADD event_day date, ADD event_kind text;
ALTER TABLE customers ADD FOREIGN KEY (event_id, event_day, event_kind) REFERENCES events (id, day, kind);
## script
ALTER TABLE events DETACH PARTITION events_2025;
