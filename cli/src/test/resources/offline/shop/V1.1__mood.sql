CREATE TYPE mood AS ENUM ('good', 'bad');
ALTER TABLE customer ADD COLUMN mood mood NOT NULL DEFAULT 'good';
