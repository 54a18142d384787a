package dev.instar.migrator.postgresql.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.sql.ParsedStatement;
import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.sql.Statement.TransactionControl;
import dev.instar.migrator.plan.Effect;
import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.postgresql.TestDatabase;
import dev.instar.migrator.postgresql.evidence.Footprint;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What must hold for a scenario on a real server. */
final class StatementForms {
  private static final List<String> SCHEMAS = List.of("public", "app");

  private final Workbench bench;

  StatementForms(Workbench bench) {
    this.bench = bench;
  }

  /**
   * The effect that the plan states for each statement as written is what the server does: the
   * locks that it reports, whether storage changed, indexes were built, tables were read.
   */
  private void effectsAreTheServers(Scenario scenario) throws SQLException {
    Plan plan = bench.plan(scenario);
    List<ParsedStatement> statements = SqlParser.outlineScript(scenario.script());
    Set<TableName> given = bench.relations();
    try (Connection connection = bench.connect()) {
      for (int i = 0; i < statements.size(); i++) {
        StatementPlan stated = plan.statements().get(i);
        String sql = statements.get(i).text();
        if (statements.get(i).statement() instanceof TransactionControl) {
          continue;
        }
        if (autonomous(sql) && !fails(stated)) {
          TestDatabase.execute(connection, sql);
          continue;
        }
        connection.setAutoCommit(false);
        Footprint.Before before = Footprint.before(connection, SCHEMAS);
        if (fails(stated)) {
          assertThatThrownBy(() -> TestDatabase.execute(connection, sql))
              .as(sql)
              .isInstanceOf(SQLException.class);
          connection.rollback();
          connection.setAutoCommit(true);
          return;
        }
        TestDatabase.execute(connection, sql);
        Footprint real = Footprint.since(before, connection);
        if (seen(stated)) {
          compare(
              stated.text(), stated.asWritten(), known(real, given, stated.asWritten().locks()));
        }
        connection.commit();
        connection.setAutoCommit(true);
      }
    }
  }

  /** Without what the script itself has made. */
  private static Footprint known(Footprint real, Set<TableName> given, List<LockClaim> claims) {
    Set<TableName> known = new HashSet<>(given);
    claims.forEach(c -> known.add(c.relation()));
    return real.of(known);
  }

  /** The steps of statements of which the plan does not claim to know what they do. */
  private static Set<String> unseen(Plan plan) {
    return plan.statements().stream()
        .filter(s -> !seen(s))
        .flatMap(s -> s.steps().stream())
        .map(Step::id)
        .collect(Collectors.toSet());
  }

  /** Whether the plan claims to know what the statement does. */
  private static boolean seen(StatementPlan plan) {
    return plan.findings().stream()
        .map(Finding::code)
        .noneMatch(
            c ->
                c.equals(FindingCode.OPAQUE_STATEMENT.code())
                    || c.equals(FindingCode.CASCADE_DROPS.code()));
  }

  private static boolean autonomous(String sql) {
    String upper = sql.toUpperCase(Locale.ROOT);
    return (upper.contains("CONCURRENTLY") && !upper.startsWith("REFRESH"))
        || upper.startsWith("VACUUM");
  }

  private static boolean fails(StatementPlan plan) {
    return plan.findings().stream()
        .anyMatch(f -> f.code().equals(FindingCode.FAILS_AS_WRITTEN.code()));
  }

  private static void compare(String sql, Effect stated, Footprint real) {
    Work work = stated.work();
    locks(sql, stated.locks(), real);
    assertThat(!real.rewritten().isEmpty())
        .as("rewritten by %s", sql)
        .isEqualTo(work == Work.REWRITE);
    assertThat(!real.rebuilt().isEmpty() || work == Work.REWRITE)
        .as("indexes built by %s", sql)
        .isEqualTo(work == Work.INDEX_BUILD || work == Work.REWRITE);
    assertThat(!real.scanned().isEmpty())
        .as("tables read by %s", sql)
        .isEqualTo(work != Work.INSTANT);
  }

  /**
   * Tables must agree exactly. What is locked of indexes together with a table that is locked as
   * strongly adds nothing, and need not be stated; nor need sequences.
   */
  private static void locks(String sql, List<LockClaim> stated, Footprint real) {
    SortedMap<TableName, LockMode> claimed = new TreeMap<>();
    stated.forEach(c -> claimed.put(c.relation(), c.mode()));
    SortedMap<TableName, LockMode> expected = new TreeMap<>(real.locks());
    expected.values().removeIf(m -> m == LockMode.ACCESS_SHARE);
    real.others()
        .forEach(
            (relation, lock) -> {
              LockMode ofTable = lock.table().map(t -> real.locks().get(t)).orElse(null);
              boolean beyond = ofTable != null && lock.mode().compareTo(ofTable) > 0;
              if (claimed.containsKey(relation) || beyond) {
                expected.put(relation, lock.mode());
              }
            });
    assertThat(claimed).as("locks of %s", sql).isEqualTo(expected);
  }

  /**
   * Runs the script as written and by its steps: the effects that the plan states are the server's,
   * the steps lock what they state and read nothing under ACCESS EXCLUSIVE, they end in the catalog
   * that the script makes, and their undo leads back.
   */
  void hold(Scenario scenario) throws SQLException {
    bench.prepare(scenario);
    effectsAreTheServers(scenario);
    List<String> written = CatalogDump.of(bench.database());
    bench.prepare(scenario);
    Plan plan = bench.plan(scenario);
    Set<TableName> given = bench.relations();
    if (!runs(plan)) {
      return;
    }
    List<String> before = CatalogDump.of(bench.database());
    try (Connection connection = bench.connect()) {
      Set<String> unseen = unseen(plan);
      for (Step step : plan.steps()) {
        run(connection, step, given, unseen.contains(step.id()));
      }
      assertThat(CatalogDump.of(bench.database())).containsExactlyElementsOf(written);
      if (canBeTakenBack(plan)) {
        for (Step step : plan.steps().reversed()) {
          undo(connection, step.undo());
        }
        assertThat(unvalidated(CatalogDump.of(bench.database())))
            .as("the catalog after everything was taken back")
            .containsExactlyElementsOf(unvalidated(before));
      }
    }
  }

  /** Whether this test can run the steps; a shadow is another room's. */
  private static boolean runs(Plan plan) {
    return plan.statements().stream()
        .allMatch(
            s ->
                s.refusal().isEmpty()
                    && !fails(s)
                    && s.steps().stream()
                        .noneMatch(step -> step.action() instanceof StepAction.Rebuild));
  }

  private static boolean canBeTakenBack(Plan plan) {
    return plan.steps().stream().noneMatch(s -> s.undo() instanceof Undo.Impossible);
  }

  private static void undo(Connection connection, Undo undo) throws SQLException {
    switch (undo) {
      case Undo.Sql u -> {
        connection.setAutoCommit(false);
        TestDatabase.execute(connection, u.statements().toArray(String[]::new));
        connection.commit();
        connection.setAutoCommit(true);
      }
      case Undo.Autonomous u -> TestDatabase.execute(connection, u.statement());
      case Undo.Nothing u -> {}
      case Undo.DropShadow u -> throw new IllegalStateException("no shadow was made");
      case Undo.Impossible u -> throw new IllegalStateException(u.reason());
    }
  }

  /** A constraint that comes back is not validated; comments stay. */
  private static List<String> unvalidated(List<String> catalog) {
    return catalog.stream()
        .filter(l -> !l.startsWith("comment|"))
        .map(l -> l.replace(" NOT VALID", ""))
        .toList();
  }

  private void run(Connection connection, Step step, Set<TableName> given, boolean unseen)
      throws SQLException {
    switch (step.action()) {
      case StepAction.Execute action when unseen -> {
        connection.setAutoCommit(false);
        TestDatabase.execute(connection, action.statements().toArray(String[]::new));
        connection.commit();
        connection.setAutoCommit(true);
      }
      case StepAction.Execute action -> execute(connection, step, action, given);
      case StepAction.BuildIndex action -> {
        bench
            .database()
            .execute(
                "DROP INDEX IF EXISTS "
                    + new TableName(action.table().schema(), action.index()).quoted());
        TestDatabase.execute(connection, action.statement());
      }
      case StepAction.Autonomous action -> TestDatabase.execute(connection, action.statement());
      case StepAction.DropIndex action -> TestDatabase.execute(connection, action.statement());
      case StepAction.Analyze action ->
          TestDatabase.execute(connection, "ANALYZE " + action.table().quoted());
      case StepAction.Backfill action -> {
        String assignments =
            action.assignments().entrySet().stream()
                .map(e -> '"' + e.getKey() + "\" = " + e.getValue())
                .collect(Collectors.joining(", "));
        TestDatabase.execute(
            connection,
            "UPDATE "
                + action.table().quoted()
                + " SET "
                + assignments
                + " WHERE "
                + action.predicate());
      }
      case StepAction.BatchedWrite action -> TestDatabase.execute(connection, action.statement());
      case StepAction.DetachPartition action ->
          TestDatabase.execute(connection, action.statement());
      case StepAction.Rebuild action -> throw new IllegalStateException(step.title());
      case StepAction.DropRetained action -> throw new IllegalStateException(step.title());
    }
  }

  private static void execute(
      Connection connection, Step step, StepAction.Execute action, Set<TableName> given)
      throws SQLException {
    connection.setAutoCommit(false);
    Footprint.Before before = Footprint.before(connection, SCHEMAS);
    try (Statement statement = connection.createStatement()) {
      for (String sql : action.statements()) {
        statement.execute(sql);
      }
    }
    Footprint real = known(Footprint.since(before, connection), given, step.locks());
    String name = step.title() + ": " + action.statements();
    locks(name, step.locks(), real);
    assertThat(real.rewritten()).as("rewritten by %s", name).isEmpty();
    assertThat(!real.scanned().isEmpty())
        .as("tables read by %s", name)
        .isEqualTo(step.work() != Work.INSTANT);
    boolean exclusive = step.locks().stream().anyMatch(c -> c.mode() == LockMode.ACCESS_EXCLUSIVE);
    assertThat(exclusive && step.work() != Work.INSTANT)
        .as("work under ACCESS EXCLUSIVE in %s", name)
        .isFalse();
    connection.commit();
    connection.setAutoCommit(true);
  }

  /** The versions that have the form. */
  static List<Scenario> on(PostgresVersion version, List<Scenario> scenarios) {
    List<Scenario> having = new ArrayList<>(scenarios);
    having.removeIf(s -> s.from() > version.major());
    return having;
  }
}
