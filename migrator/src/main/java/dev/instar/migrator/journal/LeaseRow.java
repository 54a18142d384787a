package dev.instar.migrator.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * Who runs a migration.
 *
 * @param holder drawn by the runner for itself
 * @param host the runner's machine
 * @param pid the runner's process there
 * @param epoch the epoch it writes under
 * @param since when it took the lease, by the server's clock
 * @param heartbeatAt when it last renewed the lease, by the server's clock
 * @param age how long ago that was when the row was read, by the server's clock
 */
public record LeaseRow(
    UUID holder,
    String host,
    long pid,
    long epoch,
    Instant since,
    Instant heartbeatAt,
    Duration age) {
  public LeaseRow {
    Objects.requireNonNull(holder, "holder");
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(since, "since");
    Objects.requireNonNull(heartbeatAt, "heartbeatAt");
    Objects.requireNonNull(age, "age");
  }
}
