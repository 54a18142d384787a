package dev.instar.migrator.flyway;

import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.journal.MigrationRow;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.postgresql.catalog.PostgresPlans;
import dev.instar.migrator.postgresql.catalog.PostgresPlans.Attempt;
import dev.instar.migrator.postgresql.catalog.PostgresPlans.Source;
import dev.instar.migrator.postgresql.session.Sessions;
import dev.instar.migrator.run.Collisions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/**
 * Plans the migrations that are pending, each as if those before it had run.
 *
 * @param sessions whose user has the search_path that Flyway gives its migrations
 * @param session what Flyway's own would be like
 * @param resolver that has found them
 */
record PendingPlans(
    Sessions sessions, FlywaySession session, PlanOptions options, VersionResolver resolver) {

  List<PendingVersion> of(List<MigrationInfo> pending) {
    VersionJournal journal = new VersionJournal(sessions);
    Map<String, Attempt> attempts = new HashMap<>();
    Map<String, MigrationRow> begun = new HashMap<>();
    List<Source> sources = new ArrayList<>();
    List<String> planned = new ArrayList<>();
    for (MigrationInfo migration : pending) {
      String script = migration.getScript();
      try {
        Optional<Version> version = resolver.version(script);
        version.flatMap(v -> journal.begun(v, session)).ifPresent(row -> begun.put(script, row));
        if (begun.containsKey(script)) {
          attempts.put(
              script, new Attempt(Optional.of(begun.get(script).plan()), Optional.empty()));
        } else if (version.isPresent()) {
          planned.add(script);
          sources.add(new Source(version.get().name(), version.get().sql()));
        }
      } catch (MigrationException e) {
        attempts.put(script, new Attempt(Optional.empty(), Optional.of(e)));
      }
    }
    List<Attempt> tried = PostgresPlans.planInOrder(sessions, sources, options);
    for (int i = 0; i < tried.size(); i++) {
      attempts.put(planned.get(i), tried.get(i));
    }
    List<PendingVersion> all = new ArrayList<>();
    for (MigrationInfo migration : pending) {
      Attempt attempt =
          attempts.getOrDefault(
              migration.getScript(), new Attempt(Optional.empty(), Optional.empty()));
      all.add(version(migration, attempt, notes(attempt, all, begun.get(migration.getScript()))));
    }
    return List.copyOf(all);
  }

  private static PendingVersion version(
      MigrationInfo migration, Attempt attempt, List<String> notes) {
    return new PendingVersion(
        migration.getScript(),
        String.valueOf(migration.getPhysicalLocation()),
        Optional.ofNullable(migration.getVersion()).map(MigrationVersion::toString),
        migration.getDescription(),
        migration.getType().name(),
        attempt.plan(),
        attempt.failure(),
        notes);
  }

  private static List<String> notes(
      Attempt attempt, List<PendingVersion> before, MigrationRow begun) {
    List<String> notes = new ArrayList<>();
    if (attempt.plan().isEmpty() && attempt.failure().isEmpty()) {
      notes.add("It is Flyway's to run, and Flyway runs it as it always does.");
      return notes;
    }
    if (begun != null) {
      notes.add(
          begun.state().unfinished()
              ? "It was begun, and 'instar migrate' goes on with it."
              : "It was carried out already, and 'instar migrate' lets Flyway record it.");
      return notes;
    }
    if (!before.isEmpty()) {
      notes.add("This is so if the versions before it have run.");
    }
    for (PendingVersion earlier : before) {
      if (earlier.refused()) {
        notes.add("What %s would change is not taken into account.".formatted(earlier.script()));
      } else if (earlier.plan().isEmpty()) {
        notes.add("What %s changes is not known here.".formatted(earlier.script()));
      } else {
        attempt.plan().flatMap(plan -> waits(plan, earlier)).ifPresent(notes::add);
      }
    }
    return notes;
  }

  private static Optional<String> waits(Plan plan, PendingVersion earlier) {
    return Collisions.awaited(plan, earlier.plan().orElseThrow())
        .map(
            table ->
                "It begins only when 'instar contract' has removed what %s leaves of %s; 'migrate --contract' does that by itself."
                    .formatted(earlier.script(), table));
  }
}
