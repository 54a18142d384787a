# SET NOT NULL is proven partition by partition
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
CREATE TABLE events_rest PARTITION OF events DEFAULT;
INSERT INTO events SELECT n, date '2024-12-31' + 200 * n, n, chr(96 + n), n FROM generate_series(1, 6) AS n;
ANALYZE customers, events;
## script
ALTER TABLE events ALTER id SET NOT NULL;
