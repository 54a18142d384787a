/**
 * Clients that know nothing of the bundled engine, on it and on a real PostgreSQL: what they are
 * answered must be the same.
 */
package dev.instar.samples.client;
