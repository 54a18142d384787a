/**
 * Taking locks politely. {@link dev.instar.migrator.postgresql.lock.PoliteTransaction} runs a
 * transaction whose locks are had within a budget or not at all, after a look at who stands in the
 * way ({@link dev.instar.migrator.postgresql.lock.Blockers}), and tries again ({@link
 * dev.instar.migrator.postgresql.lock.Backoff}) for as long as the user's patience lasts.
 *
 * <p>What must hold (I8): the application waits for us no longer than the budget; we never wait as
 * long as {@code deadlock_timeout} while holding a lock that it needs, so it is never the victim of
 * a deadlock with us.
 */
package dev.instar.migrator.postgresql.lock;
