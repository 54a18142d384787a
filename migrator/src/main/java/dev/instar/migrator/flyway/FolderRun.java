package dev.instar.migrator.flyway;

import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.journal.MigrationState;
import dev.instar.migrator.postgresql.session.Sessions;
import dev.instar.migrator.progress.Progress;
import dev.instar.migrator.run.Migrations;
import dev.instar.migrator.run.RunOutcome;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateOutput;
import org.flywaydb.core.api.output.MigrateResult;

/** Runs the pending versions of a folder. Stateless. */
public final class FolderRun {
  private FolderRun() {}

  /**
   * Lets Flyway migrate, each SQL version carried out by Instar up to CONTRACT.
   *
   * @param migrations of the same database; stopping them stops the run
   * @param sessions of the same database
   * @param contract whether to remove old shapes at once as well
   * @throws MigrationException what stopped a version; FLYWAY_REFUSED or FLYWAY_FAILED for what
   *     Flyway says itself
   */
  public static RunOutcome migrate(
      FlywaySettings settings,
      Migrations migrations,
      Sessions sessions,
      VersionPlanner planner,
      Progress progress,
      boolean contract) {
    VersionRuns runs = new VersionRuns(migrations, sessions, planner, progress, contract);
    VersionExecutor executor = new VersionExecutor(runs);
    FluentConfiguration configuration = settings.configuration(sessions.settings());
    executor.install(configuration);
    try {
      return outcome(configuration.load().migrate(), runs.outcomes());
    } catch (FlywayException | VersionRuns.Stopped e) {
      Optional<RuntimeException> failure = executor.failure();
      if (failure.isPresent() && failure.get() instanceof VersionRuns.Stopped) {
        return stopped(runs.outcomes().getLast());
      }
      throw failure.orElseGet(() -> FlywayErrors.of((FlywayException) e));
    }
  }

  private static RunOutcome stopped(RunOutcome last) {
    return new RunOutcome(
        last.migration(),
        last.name(),
        last.state(),
        true,
        "Stopped. %s is not finished, and pending; the same command goes on with it, or take it back with 'instar abort'."
            .formatted(last.name()));
  }

  private static RunOutcome outcome(MigrateResult result, List<RunOutcome> outcomes) {
    String applied =
        result.migrations.isEmpty()
            ? "Nothing is pending."
            : "Applied %s.".formatted(names(result.migrations));
    List<RunOutcome> expanded =
        outcomes.stream().filter(o -> o.state() == MigrationState.EXPANDED).toList();
    String left =
        expanded.isEmpty()
            ? ""
            : " Remove the old shape with 'instar contract': "
                + expanded.stream().map(RunOutcome::name).collect(Collectors.joining(", "))
                + ".";
    Optional<RunOutcome> last = outcomes.stream().reduce((first, second) -> second);
    return new RunOutcome(
        last.map(RunOutcome::migration).orElse(0L),
        last.map(RunOutcome::name).orElse(""),
        expanded.isEmpty() ? MigrationState.DONE : MigrationState.EXPANDED,
        false,
        applied + left,
        outcomes.stream().flatMap(o -> o.times().stream()).toList());
  }

  private static String names(List<MigrateOutput> migrations) {
    return migrations.stream()
        .map(
            m ->
                m.version == null || m.version.isEmpty()
                    ? "\"" + m.description + "\""
                    : "version " + m.version)
        .collect(Collectors.joining(", "));
  }
}
