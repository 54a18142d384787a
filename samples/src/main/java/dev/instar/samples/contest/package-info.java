/**
 * Servers beside each other: the bundled engine, a real PostgreSQL, H2. Each is a process of its
 * own on loopback with a directory of its own, and each gets the same transactions.
 *
 * <p>Entry: {@link dev.instar.samples.contest.Contestant}, one class for each server. {@link
 * dev.instar.samples.contest.PgbenchTables} fills them, {@link
 * dev.instar.samples.contest.JdbcClients} and {@link dev.instar.samples.contest.StockPgbench} load
 * them. Nothing here compares or judges; {@code samples.bench} does.
 */
package dev.instar.samples.contest;
