package dev.instar.migrator.run;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.journal.BackfillRow;
import dev.instar.migrator.journal.Holder;
import dev.instar.migrator.journal.Journal;
import dev.instar.migrator.journal.JournalSchema;
import dev.instar.migrator.journal.LeaseRow;
import dev.instar.migrator.journal.MigrationRow;
import dev.instar.migrator.journal.MigrationState;
import dev.instar.migrator.journal.StepRow;
import dev.instar.migrator.postgresql.session.Sessions;
import dev.instar.migrator.postgresql.session.SqlStates;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jooq.exception.DataAccessException;

/** Looks at the state tables, and sets what other terminals ask of a runner. Holds no lease. */
final class StateReader {
  private static final int EVENTS = 20;

  private final Sessions sessions;

  StateReader(Sessions sessions) {
    this.sessions = sessions;
  }

  /** Does something in one transaction; empty if there are no state tables in this database. */
  <T> Optional<T> ifAny(Function<Journal, T> work) {
    try (Connection connection = sessions.open("state")) {
      if (!JournalSchema.exists(connection)) {
        return Optional.empty();
      }
      connection.setAutoCommit(false);
      T result = work.apply(Journal.on(connection));
      connection.commit();
      return Optional.of(result);
    } catch (SQLException e) {
      throw failed(e);
    } catch (DataAccessException e) {
      throw failed(e);
    }
  }

  /** The migration that has to be finished or taken back. */
  Optional<MigrationRow> unfinished() {
    return ifAny(j -> j.migrations().unfinished()).flatMap(Function.identity());
  }

  Optional<MigrationRow> find(long migration) {
    return ifAny(j -> j.migrations().find(migration)).flatMap(Function.identity());
  }

  List<MigrationRow> all() {
    return ifAny(j -> j.migrations().all()).orElse(List.of());
  }

  /**
   * The expanded migration of that name, or the only one.
   *
   * @throws MigrationException with USAGE if there is none, or none can be told from others
   */
  MigrationRow expanded(Optional<String> name, String verb) {
    List<MigrationRow> rows =
        ifAny(j -> j.migrations().inState(MigrationState.EXPANDED)).orElse(List.of()).stream()
            .filter(row -> name.isEmpty() || name.get().equals(row.name()))
            .toList();
    if (rows.size() == 1) {
      return rows.getFirst();
    }
    throw new MigrationException(
        ErrorCode.USAGE,
        rows.isEmpty()
            ? "there is no migration to " + verb + name.map(n -> " named " + n).orElse("")
            : "several migrations await their contract: "
                + String.join(", ", rows.stream().map(MigrationRow::name).toList()),
        rows.isEmpty() ? "See 'instar status'." : "Say which by its name.");
  }

  Optional<MigrationStatus> status(long migration, Duration expiry) {
    return ifAny(j -> status(j, migration, expiry)).flatMap(Function.identity());
  }

  private static Optional<MigrationStatus> status(Journal j, long migration, Duration expiry) {
    Holder here = Holder.here();
    Predicate<LeaseRow> alive =
        lease -> lease.age().compareTo(expiry) < 0 && !here.knowsToBeGone(lease);
    return j.migrations()
        .find(migration)
        .map(
            row -> {
              List<StepRow> steps = j.steps().of(migration);
              Map<String, BackfillRow> backfills = new HashMap<>();
              for (StepRow step : steps) {
                BackfillRow backfill = j.backfill().read(migration, step.id());
                if (!backfill.equals(BackfillRow.NONE)) {
                  backfills.put(step.id(), backfill);
                }
              }
              return new MigrationStatus(
                  row,
                  steps,
                  j.lease().read(migration).filter(alive),
                  j.control().read(migration),
                  backfills,
                  j.shadows().of(migration),
                  time(j, row, steps),
                  j.events().last(migration, EVENTS));
            });
  }

  /** How long what is done of a migration took; empty if nothing is, or it cannot be read. */
  Optional<TimeTaken> time(MigrationRow row) {
    try {
      return ifAny(j -> time(j, row, j.steps().of(row.id())))
          .filter(time -> !time.steps().isEmpty());
    } catch (MigrationException e) {
      // It is the outcome that counts, and that is known.
      return Optional.empty();
    }
  }

  private static TimeTaken time(Journal j, MigrationRow row, List<StepRow> steps) {
    return TimeTaken.of(row.plan(), steps, j.events().interruptions(row.id()));
  }

  private static MigrationException failed(Exception e) {
    if (SqlStates.of(e).equals(SqlStates.INSUFFICIENT_PRIVILEGE)) {
      return new MigrationException(
          ErrorCode.PRIVILEGE,
          "this role may not read the state in schema instar: another role's migrations are there",
          "Run as the role that owns schema instar, or GRANT that role to yours.",
          e);
    }
    return new MigrationException(
        SqlStates.connectionLost(e) ? ErrorCode.CONNECTION_LOST : ErrorCode.INTERNAL,
        "cannot read the state in schema instar: " + e.getMessage(),
        "Run the command again.",
        e);
  }
}
