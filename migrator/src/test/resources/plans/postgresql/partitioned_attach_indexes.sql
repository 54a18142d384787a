# ATTACH PARTITION of a table that lacks indexes and keys
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
ALTER TABLE events ADD FOREIGN KEY (customer_id) REFERENCES customers, ADD UNIQUE (id, day, kind);
CREATE INDEX ON events (lower(kind)) WHERE amount > 0;
CREATE INDEX ON events (customer_id);
CREATE TABLE events_2031 (id bigint, day date NOT NULL, customer_id bigint, kind text, amount integer);
INSERT INTO events_2031 SELECT n, date '2030-12-31' + n, n, 'x', n FROM generate_series(1, 6) AS n;
ANALYZE events_2031;
CREATE INDEX mine ON events_2031 (customer_id);
## script
ALTER TABLE events ATTACH PARTITION events_2031 FOR VALUES FROM ('2031-01-01') TO ('2032-01-01');
