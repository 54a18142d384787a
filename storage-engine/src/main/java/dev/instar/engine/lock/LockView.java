package dev.instar.engine.lock;

import java.time.Instant;
import java.util.Optional;

/**
 * A row of pg_locks: one mode of one owner on one thing. (fastpath is always false here: no lock
 * bypasses the table.)
 *
 * @param virtualTransaction as {@code 3/15}; empty for a session's lock outside any transaction
 * @param waitStart when waiting began; empty once granted
 */
public record LockView(
    LockTag tag,
    Optional<String> virtualTransaction,
    int pid,
    LockMode mode,
    boolean granted,
    Optional<Instant> waitStart) {}
