CREATE EXTENSION IF NOT EXISTS postgis;
CREATE TABLE orders (id bigint PRIMARY KEY, note text, price numeric);
CREATE TABLE customer (id bigint PRIMARY KEY, name text);
CREATE TABLE quiet (id bigint PRIMARY KEY);
