-- Instar's state, in the target. Flyway runs this once per database, in schema instar.

-- Whatever default privileges say: the state is its owner's.
REVOKE ALL ON SCHEMA instar FROM PUBLIC;

CREATE TABLE migration (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name        text        NOT NULL,
    -- sha-256 of the script, in hexadecimal
    checksum    text        NOT NULL,
    plan        jsonb       NOT NULL,
    -- running:     begun and not finished; a runner works on it, or it can be resumed
    -- expanded:    done up to CONTRACT; the old shape is still there
    -- contracting: the old shape is being removed; a runner works on it, or it can be resumed
    -- done:        nothing is left of it but its rows here
    -- aborting:    being taken back; a runner works on it, or it can be resumed
    -- aborted:     taken back
    state       text        NOT NULL CHECK (state IN
                    ('running', 'expanded', 'contracting', 'done', 'aborting', 'aborted')),
    created_at  timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    last_error  text
);

-- One unfinished migration at a time.
CREATE UNIQUE INDEX migration_unfinished ON migration ((true))
    WHERE state IN ('running', 'contracting', 'aborting');

CREATE TABLE step (
    migration_id bigint      NOT NULL REFERENCES migration,
    id           text        NOT NULL,
    ordinal      int         NOT NULL,
    state        text        NOT NULL CHECK (state IN ('pending', 'running', 'done', 'undone')),
    started_at   timestamptz,
    finished_at  timestamptz,
    detail       jsonb,
    PRIMARY KEY (migration_id, id)
);

-- Every transaction that changes data locks its migration's row FOR SHARE and compares; a takeover
-- locks it FOR UPDATE and counts up. Nothing else is ever written to this table.
CREATE TABLE epoch (
    migration_id bigint PRIMARY KEY REFERENCES migration,
    epoch        bigint NOT NULL
);

-- Who is running it; no row when nobody is. Both times are the server's clock. The holder's backends
-- are known by their application_name, 'instar <migration>.<epoch> <purpose>'.
CREATE TABLE lease (
    migration_id bigint PRIMARY KEY REFERENCES migration,
    -- drawn by each runner for itself
    holder       uuid        NOT NULL,
    host         text        NOT NULL,
    pid          bigint      NOT NULL,
    epoch        bigint      NOT NULL,
    since        timestamptz NOT NULL,
    heartbeat_at timestamptz NOT NULL
);

-- What other terminals ask of the runner.
CREATE TABLE control (
    migration_id bigint  PRIMARY KEY REFERENCES migration,
    paused       boolean NOT NULL DEFAULT false,
    cut_over     boolean NOT NULL DEFAULT false,
    abort        boolean NOT NULL DEFAULT false,
    throttle     jsonb   NOT NULL DEFAULT '{}'
);

CREATE TABLE event (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    migration_id bigint      NOT NULL REFERENCES migration,
    at           timestamptz NOT NULL DEFAULT clock_timestamp(),
    kind         text        NOT NULL,
    message      text        NOT NULL
);

-- One row per rebuild step: where its shadow, slot and publication are, and how far it has come.
CREATE TABLE shadow (
    migration_id    bigint NOT NULL REFERENCES migration,
    step_id         text   NOT NULL,
    source_schema   text   NOT NULL,
    source_name     text   NOT NULL,
    source_oid      oid    NOT NULL,
    shadow_schema   text   NOT NULL,
    retained_schema text   NOT NULL,
    slot            text   NOT NULL,
    publication     text   NOT NULL,
    -- created: the objects exist; copying: the pipeline is at work; swapped: the new shape is live
    phase           text   NOT NULL CHECK (phase IN ('created', 'copying', 'swapped', 'finished')),
    -- at or below it nothing is pending, waiting or in flight
    position        pg_lsn NOT NULL,
    -- what was found when the shadow was made, for the comparison after the swap
    document        jsonb  NOT NULL,
    -- what is left to run once swapped
    validations     text[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (migration_id, step_id)
);

-- The finished key ranges (lower, upper]; NULL is the end of the line.
CREATE TABLE copied_range (
    migration_id bigint NOT NULL,
    step_id      text   NOT NULL,
    lower        text[],
    upper        text[],
    -- how many rows were copied there
    rows         bigint NOT NULL,
    FOREIGN KEY (migration_id, step_id) REFERENCES shadow ON DELETE CASCADE
);
CREATE INDEX ON copied_range (migration_id, step_id);

-- The frontier of a batched write: every row with a key at or below it is done.
CREATE TABLE backfill (
    migration_id bigint NOT NULL REFERENCES migration,
    step_id      text   NOT NULL,
    frontier     text[],
    -- the greatest key when it began, where it goes no further; NULL where it goes to the end
    last         text[],
    rows_done    bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (migration_id, step_id)
);
