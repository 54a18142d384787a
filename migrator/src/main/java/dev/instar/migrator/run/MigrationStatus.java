package dev.instar.migrator.run;

import dev.instar.migrator.journal.BackfillRow;
import dev.instar.migrator.journal.ControlFlags;
import dev.instar.migrator.journal.EventRow;
import dev.instar.migrator.journal.LeaseRow;
import dev.instar.migrator.journal.MigrationRow;
import dev.instar.migrator.journal.ShadowRow;
import dev.instar.migrator.journal.StepRow;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How a migration stands, read in one snapshot.
 *
 * @param migration the migration with its plan
 * @param steps in the order of execution
 * @param lease who runs it; empty if nobody does, or its runner is dead
 * @param flags what is asked of the runner
 * @param backfills how far its backfills are, by step
 * @param shadows its rebuilds
 * @param time how long the steps took that are done
 * @param events the last ones, the oldest first
 */
public record MigrationStatus(
    MigrationRow migration,
    List<StepRow> steps,
    Optional<LeaseRow> lease,
    ControlFlags flags,
    Map<String, BackfillRow> backfills,
    List<ShadowRow> shadows,
    TimeTaken time,
    List<EventRow> events) {
  public MigrationStatus {
    Objects.requireNonNull(migration, "migration");
    steps = List.copyOf(steps);
    Objects.requireNonNull(lease, "lease");
    Objects.requireNonNull(flags, "flags");
    backfills = Map.copyOf(backfills);
    shadows = List.copyOf(shadows);
    Objects.requireNonNull(time, "time");
    events = List.copyOf(events);
  }

  /** Whether it is unfinished and nobody runs it: it has to be resumed or taken back. */
  public boolean interrupted() {
    return migration.state().unfinished() && lease.isEmpty();
  }

  /** How it stands, in a few words. A state says what was begun, not that somebody is at it. */
  public String standing() {
    if (!interrupted()) {
      return migration.state().text();
    }
    return switch (migration.state()) {
      case RUNNING -> "interrupted";
      case CONTRACTING -> "interrupted while contracting";
      case ABORTING -> "interrupted while aborting";
      case EXPANDED, DONE, ABORTED -> throw new IllegalStateException("not unfinished");
    };
  }
}
