package dev.instar.cli.command;

import dev.instar.cli.input.Script;
import dev.instar.cli.offline.OfflineOptions;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.flyway.PendingVersion;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.postgresql.catalog.Assumptions;
import dev.instar.migrator.postgresql.catalog.PostgresPlans.Attempt;
import dev.instar.migrator.postgresql.session.ConnectionSettings;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Scripts that run one after the other, planned for one report.
 *
 * @param paths as on the command line
 * @param scripts what they hold
 */
record SeveralScripts(List<String> paths, List<Script> scripts) {
  private static final String TYPE = "SQL";

  /**
   * Reads them.
   *
   * @throws MigrationException with USAGE if one is named twice, is standard input or cannot be
   *     read
   */
  static SeveralScripts read(List<String> paths, InputStream standardInput) {
    if (paths.stream().distinct().count() < paths.size()) {
      throw Usage.error("a file was named twice");
    }
    if (paths.contains("-")) {
      throw Usage.error("standard input is one script; of several name the files");
    }
    return new SeveralScripts(
        List.copyOf(paths), paths.stream().map(p -> Script.read(p, standardInput)).toList());
  }

  /** Plans each on what the server has and those before it leave. */
  List<PendingVersion> onServer(
      PlanningOptions planning,
      ConnectionSettings settings,
      Assumptions assumptions,
      PlanOptions options) {
    List<Attempt> attempts = planning.planInOrder(settings, scripts, assumptions, options);
    List<PendingVersion> planned = new ArrayList<>();
    for (Attempt attempt : attempts) {
      planned.add(version(planned, attempt));
    }
    return planned;
  }

  /** Plans each on what the replay of those before it leaves. */
  List<PendingVersion> offline(
      PlanningOptions planning, OfflineOptions offline, PlanOptions options) {
    List<PendingVersion> planned = new ArrayList<>();
    for (int i = 0; i < scripts.size(); i++) {
      Script script = scripts.get(i);
      planned.add(
          version(
              planned,
              attempt(offline, planning, options, paths.subList(0, i), paths.get(i), script)));
    }
    return planned;
  }

  private static Attempt attempt(
      OfflineOptions offline,
      PlanningOptions planning,
      PlanOptions options,
      List<String> before,
      String path,
      Script script) {
    try {
      return new Attempt(
          Optional.of(
              offline.plan(
                  path,
                  before,
                  planning.timeZone(),
                  (settings, assumptions) ->
                      planning.plan(settings, script, assumptions, options))),
          Optional.empty());
    } catch (MigrationException e) {
      if (e.code().category() != ErrorCode.Category.REFUSED) {
        throw e;
      }
      return new Attempt(Optional.empty(), Optional.of(e));
    }
  }

  /** One that there is no plan of. */
  static PendingVersion failed(String path, MigrationException failure) {
    return version(path, new Attempt(Optional.empty(), Optional.of(failure)), List.of());
  }

  private PendingVersion version(List<PendingVersion> before, Attempt attempt) {
    List<String> notes = new ArrayList<>();
    if (!before.isEmpty()) {
      notes.add("This is so if the files before it have run.");
    }
    for (PendingVersion earlier : before) {
      if (earlier.refused()) {
        notes.add("What %s would change is not taken into account.".formatted(earlier.script()));
      }
    }
    return version(paths.get(before.size()), attempt, notes);
  }

  private static PendingVersion version(String path, Attempt attempt, List<String> notes) {
    OfflineOptions.Label label = OfflineOptions.label(path);
    return new PendingVersion(
        Path.of(path).getFileName().toString(),
        path,
        label.version(),
        label.description(),
        TYPE,
        attempt.plan(),
        attempt.failure(),
        notes);
  }
}
