package dev.instar.migrator.run;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.journal.LeaseRow;
import dev.instar.migrator.journal.MigrationRow;
import java.util.Optional;

/** Says that an unfinished migration is in the way, and what to do about it. */
final class Unfinished {
  private static final String ABORT = ", or take it back with 'instar abort'.";

  private Unfinished() {}

  /**
   * What to throw.
   *
   * @param row the migration that is in the way
   * @param status how it stands; empty if it is gone by now
   */
  static MigrationException of(MigrationRow row, Optional<MigrationStatus> status) {
    Optional<LeaseRow> lease = status.flatMap(MigrationStatus::lease);
    String standing = status.map(MigrationStatus::standing).orElse(row.state().text());
    return new MigrationException(
        ErrorCode.UNFINISHED_MIGRATION,
        "migration %s is %s%s"
            .formatted(
                row.name(),
                standing,
                lease.map(l -> " on %s, process %d".formatted(l.host(), l.pid())).orElse("")),
        (lease.isPresent() ? "Wait for it: see 'instar status'" : "Finish it with 'instar resume'")
            + ABORT);
  }
}
