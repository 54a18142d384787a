package dev.instar.migrator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.sql.ParsedStatement;
import dev.instar.engine.sql.SqlParser;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.journal.JournalSchema;
import dev.instar.migrator.journal.MigrationState;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.postgresql.CuttingProxy;
import dev.instar.migrator.postgresql.CuttingProxy.Cut;
import dev.instar.migrator.postgresql.TestDatabase;
import dev.instar.migrator.postgresql.plan.Scenario;
import dev.instar.migrator.postgresql.plan.Workbench;
import dev.instar.migrator.postgresql.shadow.RebuildExecutor;
import dev.instar.migrator.progress.ProgressEvent;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Migrations of scenarios that are killed and taken back, beside what the server does by itself.
 */
final class RecipeTrial implements AutoCloseable {
  private final Workbench idle;
  private final Workbench bench;
  private final CuttingProxy proxy;
  private final Crashes crashes = new Crashes();
  private final RebuildExecutor rebuild = new RebuildExecutor();

  RecipeTrial(PostgresServer server) throws SQLException, IOException {
    idle = new Workbench(server);
    bench = new Workbench(server);
    JournalSchema.ensure(bench.database().sessions());
    proxy = new CuttingProxy(server.port());
    proxy.cut(crashes);
  }

  /** As kill -9: the process says no more. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /**
   * A scenario that Instar carries out, and the server too.
   *
   * @param volatiles the columns whose values differ from run to run
   */
  record Subject(Scenario scenario, Plan plan, Contents expected, Set<String> volatiles) {
    String checksum() {
      return Migrations.checksum(scenario.script());
    }
  }

  /** Empty for one that is refused, fails as written, or has nothing to do. */
  Optional<Subject> subject(Scenario scenario) throws SQLException {
    idle.prepare(scenario);
    Plan plan = idle.plan(scenario);
    boolean carriedOut =
        plan.statements().stream()
            .allMatch(
                s ->
                    s.refusal().isEmpty()
                        && s.findings().stream()
                            .noneMatch(f -> f.code().equals(FindingCode.FAILS_AS_WRITTEN.code())));
    if (!carriedOut || plan.steps().isEmpty()) {
      return Optional.empty();
    }
    Contents once = written(scenario);
    Contents twice = written(scenario);
    return Optional.of(new Subject(scenario, plan, once, once.volatileBeside(twice)));
  }

  /** What the script leaves as it is written. */
  private Contents written(Scenario scenario) throws SQLException {
    idle.prepare(scenario);
    try (Connection connection = idle.connect()) {
      for (ParsedStatement statement : SqlParser.outlineScript(scenario.script())) {
        TestDatabase.execute(connection, statement.text());
      }
    }
    return Contents.of(idle.database());
  }

  /**
   * Taken back when as much as possible is done, and begun again; killed at its first boundary, the
   * next process at the one after it, and so on to the end. What takes it back is killed likewise.
   *
   * @return how often what was begun again was killed
   */
  int hold(Subject subject, Cut side) throws SQLException {
    bench.database().execute("TRUNCATE instar.migration RESTART IDENTITY CASCADE");
    bench.prepare(subject.scenario());
    Consumer<Migrations> start = m -> m.start(subject.plan(), subject.checksum(), true);
    Optional<Predicate<String>> latest = latest(subject.plan());
    if (latest.isPresent()) {
      Contents before = Contents.of(bench.database());
      assertThat(process(side, latest.get(), start)).as("it was killed").isTrue();
      killedAtEveryBoundary(side, RecipeTrial::takeBack);
      isAsBefore(before);
    }
    Set<String> boundaries = killedAtEveryBoundary(side, start);
    isAsWritten(subject, boundaries);
    return boundaries.size();
  }

  private Set<String> killedAtEveryBoundary(Cut side, Consumer<Migrations> operation)
      throws SQLException {
    Set<String> boundaries = new LinkedHashSet<>();
    while (process(side, boundaries::add, operation)) {
      // The next one.
    }
    return boundaries;
  }

  private static RunOutcome takeBack(Migrations migrations) {
    return migrations.status().orElseThrow().migration().state() == MigrationState.ABORTING
        ? migrations.resume(false)
        : migrations.abort(Optional.empty());
  }

  /** The last boundary after which everything can still be taken back. */
  private static Optional<Predicate<String>> latest(Plan plan) {
    List<Step> steps =
        Stream.concat(
                plan.steps().stream().filter(s -> s.phase() != Phase.CONTRACT),
                plan.steps().stream().filter(s -> s.phase() == Phase.CONTRACT))
            .toList();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (step.action() instanceof StepAction.Rebuild) {
        return Optional.of(b -> b.startsWith("copy "));
      }
      if (step.undo() instanceof Undo.Impossible) {
        return i > 0 ? Optional.of(done(steps.get(i - 1))) : Optional.empty();
      }
    }
    return Optional.of(done(steps.getLast()));
  }

  private static Predicate<String> done(Step step) {
    String journal = "run [%s]".formatted(step.id());
    return boundary -> boundary.startsWith(journal) && boundary.contains("\"event\"");
  }

  /** Lets a process do something; whether it was killed meanwhile. */
  private boolean process(Cut side, Predicate<String> boundary, Consumer<Migrations> operation)
      throws SQLException {
    RunFixture fixture =
        new RunFixture(bench.database())
            .rebuild(rebuild)
            .cleanup(rebuild)
            .route(proxy::route)
            .onEvent(this::die);
    crashes.at(side, boundary);
    try {
      operation.accept(fixture.migrations());
    } catch (Killed | MigrationException e) {
      if (!crashes.happened()) {
        throw e;
      }
    }
    boolean killed = crashes.happened();
    crashes.never();
    // Its lease has run out by the time that somebody comes.
    bench
        .database()
        .execute("UPDATE instar.lease SET heartbeat_at = heartbeat_at - interval '1 minute'");
    return killed;
  }

  private void die(ProgressEvent event) {
    if (event instanceof ProgressEvent.Notice notice
        && notice.message().startsWith("lost the server")
        && crashes.happened()) {
      throw new Killed();
    }
  }

  private String state() throws SQLException {
    return bench.database().value("SELECT state FROM instar.migration ORDER BY id DESC LIMIT 1");
  }

  private void isAsWritten(Subject subject, Set<String> boundaries) throws SQLException {
    assertThat(state()).as("killed at %s", boundaries).isEqualTo(MigrationState.DONE.text());
    Contents actual = Contents.of(bench.database());
    assertThat(actual.catalog())
        .as("the catalog, killed at %s", boundaries)
        .containsExactlyInAnyOrderElementsOf(subject.expected().catalog());
    Set<String> different = new HashSet<>(subject.volatiles());
    for (String column : actual.numberedBeside(subject.expected())) {
      different.add(column);
      assertThat(actual.columns().get(column)).as(column).doesNotHaveDuplicates();
    }
    assertThat(actual.rowsWithout(different))
        .as("the rows, killed at %s", boundaries)
        .isEqualTo(subject.expected().rowsWithout(different));
  }

  private void isAsBefore(Contents before) throws SQLException {
    assertThat(state()).isEqualTo(MigrationState.ABORTED.text());
    Contents actual = Contents.of(bench.database());
    assertThat(comparable(actual))
        .as("the catalog after it was taken back")
        .containsExactlyInAnyOrderElementsOf(comparable(before));
    assertThat(actual.rowsWithout(Set.of()))
        .as("the rows after it was taken back")
        .isEqualTo(before.rowsWithout(Set.of()));
  }

  /** A constraint that comes back is not validated; and nothing depends on a comment. */
  private static List<String> comparable(Contents contents) {
    return contents.catalog().stream()
        .filter(fact -> !fact.startsWith("comment|") && !fact.contains(" comment = "))
        .map(fact -> fact.replace(" NOT VALID", "").replaceAll(" validated = (true|false)$", ""))
        .toList();
  }

  @Override
  public void close() throws SQLException, IOException {
    proxy.close();
    bench.close();
    idle.close();
  }
}
