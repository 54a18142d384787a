CREATE EXTENSION IF NOT EXISTS citext;

CREATE TABLE organizations (
    id         serial PRIMARY KEY,
    name       text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE users (
    id              serial PRIMARY KEY,
    organization_id integer NOT NULL REFERENCES organizations,
    email           citext NOT NULL UNIQUE,
    name            text NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX users_organization ON users (organization_id);

CREATE TABLE api_keys (
    id         serial PRIMARY KEY,
    user_id    integer NOT NULL REFERENCES users ON DELETE CASCADE,
    digest     bytea NOT NULL UNIQUE,
    expires_at timestamptz NOT NULL CHECK (expires_at > '2024-01-01')
);

CREATE INDEX api_keys_user ON api_keys (user_id);
