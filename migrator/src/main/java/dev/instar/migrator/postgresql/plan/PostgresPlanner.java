package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.Command;
import dev.instar.engine.sql.ParsedStatement;
import dev.instar.engine.sql.Statement;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.schema.Schema;
import dev.instar.migrator.schema.ServerFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From a script to its plan. Pure; every method may be called from any thread.
 *
 * <p>The statements are planned one after the other, each against the schema that those before it
 * leave. What cannot be done safely is refused in the plan; what is wrong with the script itself (a
 * text that is no SQL, a table that is not there) is thrown.
 */
public final class PostgresPlanner {
  private PostgresPlanner() {}

  /**
   * Plans a script.
   *
   * @param name the script's name, its file's usually; it stands before line and column in errors
   * @param script its text
   * @param schema the tables that it names
   * @param facts the server, and what the script's functions and types are there
   * @throws dev.instar.migrator.error.MigrationException if the text is not SQL that Instar knows,
   *     or names what is not there, or makes what is there already
   */
  public static Plan plan(
      String name, String script, Schema schema, ServerFacts facts, PlanOptions options) {
    List<ParsedStatement> statements = Scripts.parse(name, script);
    ContractedNames contracted = new ContractedNames();
    List<StatementPlan> plans = new ArrayList<>();
    Schema current = schema;
    for (ParsedStatement statement : statements) {
      StatementDraft draft =
          new StatementDraft(
              name, plans.size() + 1, statement, current, facts, options, contracted);
      Optional<StepDraft> rebuild = apply(draft, statement.statement());
      plans.add(draft.finish(rebuild));
      current = draft.schema();
    }
    return new Plan(
        Plan.FORMAT,
        name,
        facts.version(),
        facts.timeZone(),
        schema.searchPath(),
        Fingerprint.of(schema, facts),
        plans);
  }

  private static Optional<StepDraft> apply(StatementDraft draft, Statement statement) {
    switch (statement) {
      case Statement.AlterTable s -> {
        return AlterTableRule.apply(draft, s);
      }
      case Statement.RenameRelation s -> RenameRules.relation(draft, s);
      case Statement.RenameColumn s -> RenameRules.column(draft, s);
      case Statement.RenameConstraint s -> RenameRules.constraint(draft, s);
      case Statement.SetSchema s -> RenameRules.schema(draft, s);
      case Statement.CreateIndex s -> IndexRules.create(draft, s);
      case Statement.DropIndex s -> IndexRules.drop(draft, s);
      case Statement.TransactionControl s -> transaction(draft, s);
      case Command s -> throw Scripts.neverParsed(s);
    }
    return Optional.empty();
  }

  private static void transaction(StatementDraft draft, Statement.TransactionControl control) {
    switch (control.kind()) {
      case BEGIN, COMMIT -> draft.find(FindingCode.TRANSACTION_REPLACED, control.kind().name());
      case ROLLBACK ->
          draft.refuse(
              ErrorCode.STATEMENT_UNSUPPORTED,
              "ROLLBACK in a script would take back what the steps have committed",
              "Remove it.");
    }
  }
}
