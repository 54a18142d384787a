package dev.instar.migrator.postgresql.catalog;

import dev.instar.engine.sql.ParsedStatement;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.plan.Evidence;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.postgresql.evidence.Witness;
import dev.instar.migrator.postgresql.plan.Mentions;
import dev.instar.migrator.postgresql.plan.PostgresPlanner;
import dev.instar.migrator.postgresql.plan.Unreplayed;
import dev.instar.migrator.postgresql.session.Sessions;
import dev.instar.migrator.postgresql.shape.Dependents;
import dev.instar.migrator.schema.Dependent;
import dev.instar.migrator.schema.Schema;
import dev.instar.migrator.schema.ServerFacts;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans for a live server. Thread-safe; each call has a connection of its own. */
public final class PostgresPlans {
  private static final Mentions NOTHING = Mentions.of("", "");

  private PostgresPlans() {}

  /**
   * Reads what the script names from the server and plans it. Changes nothing.
   *
   * @param name the script's name, its file's usually
   * @throws MigrationException if the script is wrong, or the server cannot be reached or read
   */
  public static Plan plan(Sessions sessions, String name, String script, PlanOptions options) {
    return plan(sessions, name, script, options, Assumptions.NONE);
  }

  /**
   * As {@link #plan(Sessions, String, String, PlanOptions)}, with these assumptions. Where the
   * options want evidence, the server is asked for it by {@link Witness}: the plan has the answers,
   * and findings where they are not what the rules say.
   */
  public static Plan plan(
      Sessions sessions, String name, String script, PlanOptions options, Assumptions assumptions) {
    List<Optional<Evidence>> evidence =
        options.evidence()
            ? Witness.of(sessions, PostgresPlanner.statements(name, script), assumptions.server())
            : List.of();
    return CatalogReader.read(
        sessions,
        Mentions.of(name, script),
        (connection, read) -> {
          Catalog catalog = assumptions.over(read);
          return grounded(
                  connection,
                  new Source(name, script),
                  catalog.schema(),
                  catalog.facts(),
                  options,
                  assumptions.unreplayed(),
                  evidence)
              .planned()
              .plan()
              .withBasis(assumptions.basis());
        });
  }

  /** A script under its name. */
  public record Source(String name, String sql) {}

  /** What planning one of several scripts came to: a plan, or why there is none. */
  public record Attempt(Optional<Plan> plan, Optional<MigrationException> failure) {}

  /**
   * Plans scripts that are to be run one after the other: each against what the server has now and
   * those before it leave. One that cannot be planned, or is refused, is taken to leave nothing
   * behind by those after it. Changes nothing.
   *
   * @throws MigrationException if the server cannot be reached or read
   */
  public static List<Attempt> planInOrder(
      Sessions sessions, List<Source> scripts, PlanOptions options) {
    return planInOrder(sessions, scripts, options, Assumptions.NONE);
  }

  /** As {@link #planInOrder(Sessions, List, PlanOptions)}, with these assumptions. */
  public static List<Attempt> planInOrder(
      Sessions sessions, List<Source> scripts, PlanOptions options, Assumptions assumptions) {
    Map<Source, List<Optional<Evidence>>> evidence =
        options.evidence() ? evidence(sessions, scripts) : Map.of();
    return CatalogReader.read(
        sessions,
        scripts.stream().map(PostgresPlans::mentions).reduce(NOTHING, Mentions::and),
        (connection, read) -> {
          Catalog catalog = assumptions.over(read);
          List<Attempt> attempts = new ArrayList<>();
          Schema schema = catalog.schema();
          ServerFacts facts = catalog.facts();
          for (Source script : scripts) {
            try {
              var planned =
                  grounded(
                          connection,
                          script,
                          schema,
                          facts,
                          options,
                          assumptions.unreplayed(),
                          evidence.getOrDefault(script, List.of()))
                      .planned();
              Plan plan = planned.plan().withBasis(assumptions.basis());
              attempts.add(new Attempt(Optional.of(plan), Optional.empty()));
              if (planned.plan().statements().stream().allMatch(s -> s.refusal().isEmpty())) {
                schema = planned.after();
                facts = planned.facts();
              }
            } catch (MigrationException e) {
              attempts.add(new Attempt(Optional.empty(), Optional.of(e)));
            }
          }
          return List.copyOf(attempts);
        });
  }

  /** All scripts are tried one behind the other; one that is no SQL is left out. */
  private static Map<Source, List<Optional<Evidence>>> evidence(
      Sessions sessions, List<Source> scripts) {
    Map<Source, Integer> counts = new LinkedHashMap<>();
    List<ParsedStatement> statements = new ArrayList<>();
    for (Source script : scripts) {
      try {
        List<ParsedStatement> some = PostgresPlanner.statements(script.name(), script.sql());
        statements.addAll(some);
        counts.put(script, some.size());
      } catch (MigrationException e) {
        counts.put(script, 0);
      }
    }
    List<Optional<Evidence>> all = Witness.of(sessions, statements, Optional.empty());
    Map<Source, List<Optional<Evidence>>> evidence = new HashMap<>();
    int begin = 0;
    for (Map.Entry<Source, Integer> script : counts.entrySet()) {
      int end = begin + script.getValue();
      evidence.put(script.getKey(), all.subList(begin, end));
      begin = end;
    }
    return evidence;
  }

  /** Nothing for a text that is no SQL: that is said when it is planned. */
  private static Mentions mentions(Source script) {
    try {
      return Mentions.of(script.name(), script.sql());
    } catch (MigrationException e) {
      return NOTHING;
    }
  }

  /** What was planned, and on what: the schema with what stands in a rebuild's way. */
  record Grounded(Schema schema, PostgresPlanner.Planned planned) {}

  static Grounded grounded(
      Connection connection,
      Source script,
      Schema schema,
      ServerFacts facts,
      PlanOptions options,
      List<Unreplayed> unreplayed,
      List<Optional<Evidence>> evidence)
      throws SQLException {
    PostgresPlanner.Planned planned =
        PostgresPlanner.planned(
            script.name(), script.sql(), schema, facts, options, unreplayed, evidence);
    Schema withObstacles = withObstacles(connection, schema, rebuilt(planned.plan()));
    return withObstacles.equals(schema)
        ? new Grounded(schema, planned)
        : new Grounded(
            withObstacles,
            PostgresPlanner.planned(
                script.name(), script.sql(), withObstacles, facts, options, unreplayed, evidence));
  }

  private static List<TableName> rebuilt(Plan plan) {
    return plan.steps().stream()
        .map(s -> s.action() instanceof StepAction.Rebuild rebuild ? rebuild.source() : null)
        .filter(t -> t != null)
        .distinct()
        .toList();
  }

  /**
   * The schema with what the swap cannot carry over. Asked only of tables that would be rebuilt:
   * the answer takes a long query. A table that the script itself renames is asked when its shadow
   * is made.
   */
  private static Schema withObstacles(Connection connection, Schema schema, List<TableName> rebuilt)
      throws SQLException {
    Schema found = schema;
    for (TableName name : rebuilt) {
      Optional<Table> table = Optional.ofNullable(schema.tables().get(name));
      if (table.isEmpty()) {
        continue;
      }
      for (var dependent : Dependents.read(connection, table.get().oid())) {
        if (!dependent.carried()) {
          Dependent obstacle =
              new Dependent(
                  Dependent.Kind.OTHER,
                  dependent.kind() + " " + dependent.identity(),
                  List.of(),
                  Optional.of(dependent.reason()));
          found = found.with(name, t -> t.add(obstacle));
        }
      }
    }
    return found;
  }
}
