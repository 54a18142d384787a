package dev.instar.migrator.postgresql.preflight;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What every plan needs of the role: to keep the state, and to change the tables. Without it the
 * first step would fail, when the migration has begun. What a rebuild needs beyond that is looked
 * at with its table and its stream.
 */
final class PrivilegeCheck {
  private static final String STATE =
      """
      SELECT current_user AS role, current_database() AS database,
             has_database_privilege(current_database(), 'CREATE') AS may_create_schema,
             n.oid IS NOT NULL AS there, pg_get_userbyid(n.nspowner) AS owner,
             has_schema_privilege(n.oid, 'CREATE') AS may_create_tables,
             has_schema_privilege(n.oid, 'USAGE') AS may_use,
             m.oid IS NOT NULL AS made, has_table_privilege(m.oid, 'INSERT') AS may_write
        FROM (VALUES (1)) one
        LEFT JOIN pg_namespace n ON n.nspname = 'instar'
        LEFT JOIN pg_class m ON m.relnamespace = n.oid AND m.relname = 'migration'
      """;

  private static final String TABLE =
      """
      SELECT current_user AS role, pg_get_userbyid(c.relowner) AS owner,
             pg_has_role(c.relowner, 'USAGE') AS owned,
             has_schema_privilege(c.relnamespace, 'CREATE') AS may_create,
             has_any_column_privilege(c.oid, 'REFERENCES') AS may_refer,
             has_table_privilege(c.oid, 'UPDATE, DELETE, TRUNCATE') AS may_lock
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = ? AND c.relname = ?
      """;

  private PrivilegeCheck() {}

  static void run(Connection connection, Plan plan, Outcome outcome) throws SQLException {
    state(connection, plan, outcome);
    Set<TableName> rebuilt = new LinkedHashSet<>();
    Set<TableName> owned = new LinkedHashSet<>();
    Set<TableName> indexed = new LinkedHashSet<>();
    Set<TableName> referred = new LinkedHashSet<>();
    Set<TableName> locked = new LinkedHashSet<>();
    for (Step step : plan.steps()) {
      switch (step.action()) {
        case StepAction.Rebuild action -> rebuilt.add(action.source());
        case StepAction.BuildIndex action -> {
          owned.add(action.table());
          indexed.add(action.table());
        }
        case StepAction.Backfill action -> owned.add(action.table());
        case StepAction.BatchedWrite action -> owned.add(action.table());
        case StepAction.DetachPartition action -> {
          owned.add(action.parent());
          owned.add(action.partition());
        }
        case StepAction.Analyze action -> owned.add(action.table());
        case StepAction.Execute action -> {
          for (LockClaim claim : step.locks()) {
            TableName table = claim.relation();
            if (!claim.mode().blocksDdl()) {
              // Whoever may write rows need not own them.
              continue;
            }
            if (!isBeside(action, table)) {
              owned.add(table);
            } else if (refers(action)) {
              referred.add(table);
            }
            if (isLockedByName(action, table)) {
              locked.add(table);
            }
          }
        }
        case StepAction.Autonomous action -> {
          // The server says so at once, and nothing has changed.
        }
        case StepAction.DropIndex action -> {
          // Its table is the claim of another step, or what the planner has looked at.
        }
        case StepAction.DropRetained action -> {
          // What the rebuild left is this role's.
        }
      }
    }
    owned.removeAll(rebuilt);
    for (TableName table : owned) {
      target(connection, table, indexed.contains(table), outcome);
    }
    Set<TableName> others = new LinkedHashSet<>(referred);
    others.addAll(locked);
    others.removeAll(rebuilt);
    others.removeAll(owned);
    for (TableName table : others) {
      other(connection, table, referred.contains(table), locked.contains(table), outcome);
    }
  }

  /** Where nothing is there yet, a rebuild says itself that schemas cannot be made. */
  private static void state(Connection connection, Plan plan, Outcome outcome) throws SQLException {
    Facts facts = Facts.of(connection, STATE).orElseThrow();
    boolean rebuilds =
        plan.steps().stream().anyMatch(s -> s.action() instanceof StepAction.Rebuild);
    if (!facts.is("there")) {
      if (!facts.is("may_create_schema") && !rebuilds) {
        outcome.problem(
            ErrorCode.PRIVILEGE,
            "role %s may not create schema instar, where Instar keeps its state, in database %s"
                .formatted(facts.text("role"), facts.text("database")),
            "GRANT CREATE ON DATABASE … to it, or CREATE SCHEMA instar AUTHORIZATION it.");
      }
    } else if (!facts.is("may_use")
        || !facts.is(facts.is("made") ? "may_write" : "may_create_tables")) {
      outcome.problem(
          ErrorCode.PRIVILEGE,
          "schema instar, where Instar keeps its state, belongs to %s, of which %s is no member"
              .formatted(facts.text("owner"), facts.text("role")),
          "Run as that role or as a member of it.");
    }
  }

  private static void target(
      Connection connection, TableName table, boolean indexed, Outcome outcome)
      throws SQLException {
    Optional<Facts> found = Facts.of(connection, TABLE, table.schema(), table.name());
    if (found.isEmpty()) {
      // An earlier statement of the script renames it; then that one's table is looked at.
      return;
    }
    Facts facts = found.get();
    if (!facts.is("owned")) {
      outcome.problem(TableCheck.notOwned(table, facts));
    } else if (indexed && !facts.is("may_create")) {
      outcome.problem(TableCheck.noCreate(table, facts));
    }
  }

  /** A table that a foreign key refers to need not be one's own. */
  private static void other(
      Connection connection, TableName table, boolean referred, boolean locked, Outcome outcome)
      throws SQLException {
    Optional<Facts> found = Facts.of(connection, TABLE, table.schema(), table.name());
    if (found.isEmpty() || found.get().is("owned")) {
      return;
    }
    Facts facts = found.get();
    String owner = " %s, which belongs to %s".formatted(table, facts.text("owner"));
    if (referred && !facts.is("may_refer")) {
      outcome.problem(
          ErrorCode.PRIVILEGE,
          "role " + facts.text("role") + " may not refer to" + owner,
          "GRANT REFERENCES ON that table to it, or run as its owner.");
    }
    if (locked && !facts.is("may_lock")) {
      outcome.problem(
          ErrorCode.PRIVILEGE,
          "role " + facts.text("role") + " may not lock" + owner,
          "GRANT UPDATE, DELETE or TRUNCATE ON that table to it, or run as its owner.");
    }
  }

  /** Whether the statements change another table, and this one is only locked with it. */
  private static boolean isBeside(StepAction.Execute action, TableName table) {
    if (action.statements().stream().anyMatch(s -> s.matches("(?is)create\\s.*"))) {
      return refers(action);
    }
    return action.statements().stream().anyMatch(s -> s.startsWith("ALTER TABLE "))
        && action.statements().stream()
            .noneMatch(s -> s.startsWith("ALTER TABLE " + table.quoted() + " "));
  }

  private static boolean refers(StepAction.Execute action) {
    return action.statements().stream().anyMatch(s -> s.matches("(?is).*\\sREFERENCES\\s.*"));
  }

  private static boolean isLockedByName(StepAction.Execute action, TableName table) {
    return action.statements().stream()
        .anyMatch(s -> s.startsWith("LOCK TABLE ") && s.contains("ONLY " + table.quoted()));
  }
}
