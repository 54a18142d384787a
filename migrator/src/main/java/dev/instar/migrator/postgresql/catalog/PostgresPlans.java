package dev.instar.migrator.postgresql.catalog;

import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.postgresql.plan.Mentions;
import dev.instar.migrator.postgresql.plan.PostgresPlanner;
import dev.instar.migrator.postgresql.session.Sessions;
import dev.instar.migrator.postgresql.shape.Dependents;
import dev.instar.migrator.schema.Dependent;
import dev.instar.migrator.schema.Schema;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Plans for a live server. Thread-safe; each call has a connection of its own. */
public final class PostgresPlans {
  private PostgresPlans() {}

  /**
   * Reads what the script names from the server and plans it. Changes nothing.
   *
   * @param name the script's name, its file's usually
   * @throws dev.instar.migrator.error.MigrationException if the script is wrong, or the server
   *     cannot be reached or read
   */
  public static Plan plan(Sessions sessions, String name, String script, PlanOptions options) {
    Mentions mentions = Mentions.of(name, script);
    return CatalogReader.read(
        sessions,
        mentions,
        (connection, catalog) -> {
          Plan plan =
              PostgresPlanner.plan(name, script, catalog.schema(), catalog.facts(), options);
          Schema withObstacles = withObstacles(connection, catalog.schema(), rebuilt(plan));
          return withObstacles.equals(catalog.schema())
              ? plan
              : PostgresPlanner.plan(name, script, withObstacles, catalog.facts(), options);
        });
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
