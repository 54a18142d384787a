# CREATE TABLE … PARTITION OF a parent in use
## given
CREATE TABLE customers (id bigint PRIMARY KEY);
INSERT INTO customers SELECT generate_series(1, 10);
CREATE TABLE events (
    id bigint,
    day date NOT NULL,
    customer_id bigint REFERENCES customers,
    kind text,
    amount integer
) PARTITION BY RANGE (day);
CREATE INDEX events_kind ON events (kind);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
INSERT INTO events SELECT n, date '2025-01-01' + n, n, 'k', n FROM generate_series(1, 6) AS n;
ANALYZE customers, events;
## script
CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
