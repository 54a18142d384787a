package dev.instar.migrator.flyway;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.journal.Journal;
import dev.instar.migrator.journal.JournalSchema;
import dev.instar.migrator.journal.MigrationRow;
import dev.instar.migrator.journal.MigrationState;
import dev.instar.migrator.journal.MigrationTable;
import dev.instar.migrator.postgresql.session.Sessions;
import dev.instar.migrator.postgresql.session.SqlStates;
import dev.instar.migrator.run.Migrations;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.exception.DataAccessException;

/**
 * What Instar's journal knows of a version that Flyway says is to be run. Flyway's history decides;
 * the journal counts only for what Flyway does not know yet: that the version is unfinished, or
 * that its process was killed between the end of the migration and the row in the history. For
 * that, two events are kept: for which history a version was begun, and that its row was seen to be
 * there. Without them a database that was cleaned, or a repeatable migration that is again what it
 * was once before, would be taken for done.
 */
final class VersionJournal {
  private static final String KIND = "flyway";
  private static final String RECORDED = "recorded";

  private final Sessions sessions;

  VersionJournal(Sessions sessions) {
    this.sessions = sessions;
  }

  /**
   * The version's migration, where it is unfinished, or done and not in the history yet; empty if
   * it has to be begun.
   *
   * @param session where Flyway would run it: the same text means something else on another path
   */
  Optional<MigrationRow> begun(Version version, FlywaySession session) {
    return ask(journal -> {
          MigrationTable migrations = journal.migrations();
          Optional<MigrationRow> unfinished = migrations.unfinished();
          Optional<MigrationRow> row =
              unfinished.isPresent()
                  ? unfinished
                  : migrations
                      .latest(version.name(), version.checksum())
                      .filter(done -> done.state() != MigrationState.ABORTED)
                      .filter(done -> has(journal, done, Migrations.ORIGIN, origin(session)));
          return row.filter(found -> same(found, version, session))
              .filter(found -> !has(journal, found, KIND, RECORDED));
        })
        .flatMap(Function.identity());
  }

  private static boolean has(Journal journal, MigrationRow row, String kind, String message) {
    return journal.events().has(row.id(), kind, message);
  }

  private static boolean same(MigrationRow row, Version version, FlywaySession session) {
    return row.name().equals(version.name())
        && row.checksum().equals(version.checksum())
        && row.plan().searchPath().equals(session.schemas());
  }

  /** Where a version's migration comes from. */
  static String origin(FlywaySession session) {
    return KIND + " " + session.history();
  }

  /** This migration, begun otherwise, is a version of that history. */
  void belongs(MigrationRow row, FlywaySession session) {
    write(row.id(), Migrations.ORIGIN, origin(session));
  }

  /** The history has its row. */
  void recorded(long migration) {
    write(migration, KIND, RECORDED);
  }

  private void write(long migration, String kind, String message) {
    ask(
        journal -> {
          if (!journal.events().has(migration, kind, message)) {
            journal.events().add(migration, kind, message);
          }
          return migration;
        });
  }

  private <T> Optional<T> ask(Function<Journal, T> question) {
    try (Connection connection = sessions.open("flyway")) {
      return JournalSchema.exists(connection)
          ? Optional.of(question.apply(Journal.on(connection)))
          : Optional.empty();
    } catch (SQLException | DataAccessException e) {
      throw new MigrationException(
          SqlStates.connectionLost(e) ? ErrorCode.CONNECTION_LOST : ErrorCode.INTERNAL,
          "cannot use the state in schema instar: " + e.getMessage(),
          "Run the command again.",
          e);
    }
  }
}
