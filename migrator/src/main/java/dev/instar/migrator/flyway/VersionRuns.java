package dev.instar.migrator.flyway;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.journal.MigrationRow;
import dev.instar.migrator.journal.MigrationState;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.postgresql.session.Sessions;
import dev.instar.migrator.progress.Progress;
import dev.instar.migrator.progress.ProgressEvent;
import dev.instar.migrator.run.Migrations;
import dev.instar.migrator.run.RunOutcome;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.configuration.Configuration;

/** Carries out the versions of one run of Flyway, each when Flyway says so. Used by one thread. */
final class VersionRuns {
  private final Migrations migrations;
  private final Sessions sessions;
  private final VersionPlanner planner;
  private final VersionJournal journal;
  private final Progress progress;
  private final boolean contract;

  private final List<RunOutcome> outcomes = new ArrayList<>();
  private Optional<Long> unrecorded = Optional.empty();

  VersionRuns(
      Migrations migrations,
      Sessions sessions,
      VersionPlanner planner,
      Progress progress,
      boolean contract) {
    this.migrations = migrations;
    this.sessions = sessions;
    this.planner = planner;
    this.journal = new VersionJournal(sessions);
    this.progress = progress;
    this.contract = contract;
  }

  /** Those that were carried out so far, and the one that was stopped. */
  List<RunOutcome> outcomes() {
    return List.copyOf(outcomes);
  }

  /** A new run begins, after one that may have ended before Flyway could write a row. */
  void forget() {
    outcomes.clear();
    unrecorded = Optional.empty();
  }

  /** Flyway has written the row of the version before. */
  void recorded() {
    unrecorded.ifPresent(journal::recorded);
    unrecorded = Optional.empty();
  }

  /**
   * Carries a version out, or goes on with it.
   *
   * @param connection in which Flyway would run it
   * @throws HalfDone if it was begun and cannot go on before somebody has done something about it
   * @throws Stopped if it was stopped
   * @throws RuntimeException if it may not begin, or can be gone on with as it is
   */
  void run(Version version, Connection connection, Configuration configuration) {
    FlywaySession session = FlywaySession.of(connection, configuration);
    Optional<MigrationRow> begun = journal.begun(version, session);
    try {
      if (begun.isPresent()) {
        ended(version, goOn(begun.get(), session));
      } else {
        begin(version, session).ifPresent(outcome -> ended(version, outcome));
      }
    } catch (MigrationException e) {
      throw needsSomebody(e.code()) && unfinished(version, session) ? new HalfDone(version, e) : e;
    }
  }

  private void ended(Version version, RunOutcome outcome) {
    outcomes.add(outcome);
    if (outcome.stopped()) {
      throw new Stopped();
    }
    if (outcome.state() == MigrationState.ABORTED) {
      throw new MigrationException(
          ErrorCode.ABORTED,
          version.script() + " was taken back",
          "It is pending again; the same command begins it anew.");
    }
    unrecorded = Optional.of(outcome.migration());
  }

  private boolean unfinished(Version version, FlywaySession session) {
    try {
      return journal.begun(version, session).filter(row -> row.state().unfinished()).isPresent();
    } catch (MigrationException e) {
      // Whoever runs it next finds out.
      return false;
    }
  }

  /** Whether the same command again would end in the same way. */
  private static boolean needsSomebody(ErrorCode code) {
    return switch (code) {
      case LEASE_LOST, ABORTED -> false;
      default ->
          switch (code.category()) {
            case CONFLICT, REFUSED, BUG -> true;
            case USAGE, ENVIRONMENT, UNFINISHED, LOCK, OUTCOME_UNKNOWN -> false;
          };
    };
  }

  /** The run was asked to stop, and did; its outcome is the last. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped() {
      super("stopped", null, false, false);
    }
  }

  /** A version that is begun and does not come to its end by itself. */
  static final class HalfDone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HalfDone(Version version, MigrationException failure) {
      super(version.script() + " is half done: " + failure.getMessage(), failure);
    }

    /** The same for whoever runs the command. */
    MigrationException told() {
      MigrationException failure = (MigrationException) getCause();
      return new MigrationException(
          failure.code(),
          getMessage(),
          (failure.advice()
                  + " Then run 'flyway repair', which removes its failed row, and the same command"
                  + " again, which goes on where it was; or take it back with 'instar abort'.")
              .strip(),
          failure);
    }
  }

  private RunOutcome goOn(MigrationRow row, FlywaySession session) {
    journal.belongs(row, session);
    if (row.state().unfinished()) {
      progress.report(new ProgressEvent.Notice("going on with migration " + row.name()));
      return migrations.resume(contract);
    }
    progress.report(
        new ProgressEvent.Notice(row.name() + " was carried out before; Flyway records it now"));
    return new RunOutcome(row.id(), row.name(), row.state(), false, "");
  }

  private Optional<RunOutcome> begin(Version version, FlywaySession session) {
    progress.report(new ProgressEvent.Notice("planning " + version.script()));
    Sessions users = sessions.withUsersPath(session.searchPath());
    requireSameRole(users, version, session);
    Plan plan = planner.plan(users, version);
    if (plan.steps().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        migrations.begin(plan, version.checksum(), contract, VersionJournal.origin(session)));
  }

  /** A role that is set by {@code initSql} or a callback is Flyway's session's alone. */
  private static void requireSameRole(Sessions users, Version version, FlywaySession session) {
    try (Connection connection = users.openInUsersPath("flyway");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT current_user")) {
      row.next();
      String user = row.getString(1);
      if (!user.equals(session.user())) {
        throw new MigrationException(
            ErrorCode.PRIVILEGE,
            "Flyway would run %s as role %s, which initSql or a callback has set; Instar's own sessions are %s's"
                .formatted(version.script(), session.user(), user),
            "Connect as %s, or let its sessions begin as it: ALTER ROLE … SET role = …"
                .formatted(session.user()));
      }
    } catch (SQLException e) {
      throw new MigrationException(
          ErrorCode.CONNECTION_LOST, "lost the connection: " + e.getMessage(), "Try again.", e);
    }
  }
}
