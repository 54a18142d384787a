package dev.instar.migrator.journal;

import dev.instar.migrator.plan.Plan;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A migration as the state tables know it.
 *
 * @param id its number in this database
 * @param name its file's name, usually; not unique
 * @param checksum sha-256 of the script, in hexadecimal
 * @param plan what it does
 * @param state where it stands
 * @param createdAt the server's clock
 * @param finishedAt when it was expanded, done or aborted; the server's clock
 * @param lastError what stopped the last run, if something did
 */
public record MigrationRow(
    long id,
    String name,
    String checksum,
    Plan plan,
    MigrationState state,
    Instant createdAt,
    Optional<Instant> finishedAt,
    Optional<String> lastError) {
  public MigrationRow {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(checksum, "checksum");
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(finishedAt, "finishedAt");
    Objects.requireNonNull(lastError, "lastError");
  }
}
