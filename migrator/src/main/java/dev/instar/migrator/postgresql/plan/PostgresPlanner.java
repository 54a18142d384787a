package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.Alteration;
import dev.instar.engine.sql.Cursor;
import dev.instar.engine.sql.Definition;
import dev.instar.engine.sql.Maintenance;
import dev.instar.engine.sql.Modification;
import dev.instar.engine.sql.Outline;
import dev.instar.engine.sql.ParsedStatement;
import dev.instar.engine.sql.PreparedCommand;
import dev.instar.engine.sql.Privileges;
import dev.instar.engine.sql.Query;
import dev.instar.engine.sql.Removal;
import dev.instar.engine.sql.SessionCommand;
import dev.instar.engine.sql.Statement;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.plan.Evidence;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.schema.Schema;
import dev.instar.migrator.schema.ServerFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

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
    return planned(name, script, schema, facts, options, List.of(), List.of()).plan();
  }

  /** The statements of a script that it would plan. Throws as {@link #plan} does for a text. */
  public static List<ParsedStatement> statements(String name, String script) {
    return Scripts.parse(name, script);
  }

  /** A plan, the schema that its script leaves, and the server as it is known then. */
  public record Planned(Plan plan, Schema after, ServerFacts facts) {}

  /**
   * As {@link #plan}, for those who plan another script after this one, and for a schema that was
   * made without some statements: what those name is not known for certain.
   *
   * @param evidence what a server did with each statement, in order; empty if none was asked
   */
  public static Planned planned(
      String name,
      String script,
      Schema schema,
      ServerFacts facts,
      PlanOptions options,
      List<Unreplayed> unreplayed,
      List<Optional<Evidence>> evidence) {
    List<ParsedStatement> statements = Scripts.parse(name, script);
    Acceptances acceptances = Acceptances.of(name, script, statements);
    ContractedNames contracted = new ContractedNames();
    Replacements replacements = new Replacements(statements, schema);
    TransactionLocks transaction =
        new TransactionLocks(
            name, statements.stream().map(ParsedStatement::statement).toList(), options);
    List<StatementPlan> plans = new ArrayList<>();
    Schema current = schema;
    ServerFacts known = facts;
    for (ParsedStatement statement : statements) {
      int ordinal = plans.size() + 1;
      Schema before = current;
      ServerFacts then = known;
      Supplier<StatementDraft> drafts =
          () -> new StatementDraft(name, ordinal, statement, before, then, options, contracted);
      Unknowns unknowns = Unknowns.of(statement, before, then, unreplayed);
      Drafted drafted =
          unknowns.none()
              ? byRules(drafts.get(), replacements)
              : uncertain(drafts, replacements, unknowns);
      StatementPlan told = unknowns.tell(drafted.plan(), statement.statement(), options);
      StatementPlan seen =
          evidence.stream()
              .skip(plans.size())
              .findFirst()
              .flatMap(e -> e)
              .map(e -> Disagreements.tell(told, e, options))
              .orElse(told);
      plans.add(transaction.judge(statement.statement(), seen, before.tables().keySet()));
      current = drafted.after();
      known = drafted.facts();
    }
    Plan plan =
        new Plan(
            Plan.FORMAT,
            name,
            facts.version(),
            "the server's catalog",
            facts.timeZone(),
            schema.searchPath(),
            Fingerprint.of(schema, facts),
            acceptances.applyTo(replacements.joined(plans, options), options));
    return new Planned(plan, current.inUse(), known);
  }

  private record Drafted(StatementPlan plan, Schema after, ServerFacts facts) {
    static Drafted of(StatementDraft draft, Optional<StepDraft> rebuild) {
      return new Drafted(draft.finish(rebuild), draft.schema(), draft.facts());
    }
  }

  private static Drafted byRules(StatementDraft draft, Replacements replacements) {
    Optional<StatementDraft> dropped = replacements.drop(draft, PostgresPlanner::apply);
    if (dropped.isPresent()) {
      return Drafted.of(dropped.get(), Optional.empty());
    }
    Optional<StepDraft> rebuild = apply(draft, draft.statement().statement());
    replacements.made(draft);
    return Drafted.of(draft, rebuild);
  }

  /** Where the schema may be wrong, it is no error of the script that something is not in it. */
  private static Drafted uncertain(
      Supplier<StatementDraft> drafts, Replacements replacements, Unknowns unknowns) {
    if (!unknowns.absent()) {
      try {
        return byRules(drafts.get(), replacements);
      } catch (MigrationException e) {
        if (e.code() != ErrorCode.OBJECT_MISSING && e.code() != ErrorCode.OBJECT_EXISTS) {
          throw e;
        }
      }
    }
    StatementDraft draft = drafts.get();
    unknowns.assumeTheWorst(draft);
    return Drafted.of(draft, Optional.empty());
  }

  private static Optional<StepDraft> apply(StatementDraft draft, Statement statement) {
    if (NewTables.concerns(draft, statement)) {
      NewTables.apply(draft, statement, PostgresPlanner::rules);
      return Optional.empty();
    }
    return rules(draft, statement);
  }

  /** The rule for the kind of statement. Returns the rebuild step, where there is one. */
  private static Optional<StepDraft> rules(StatementDraft draft, Statement statement) {
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
      case Modification.Update s -> BatchedWriteRule.update(draft, s);
      case Modification.Delete s -> BatchedWriteRule.delete(draft, s);
      case Modification.Insert s -> RowRules.insert(draft, s);
      case Modification.Truncate s -> RowRules.truncate(draft, s);
      case Modification.CopyIn s -> RowRules.copy(draft, s);
      case Modification.CopyOut s -> RowRules.copy(draft, s);
      case Query s -> RowRules.query(draft, s);
      case Definition s -> DefinitionRules.apply(draft, s);
      case Alteration s -> AlterationRules.apply(draft, s);
      case Removal s -> RemovalRules.apply(draft, s);
      case Privileges s -> PrivilegeRules.apply(draft, s);
      case SessionCommand s -> SessionRules.apply(draft, s);
      case Cursor s -> SessionRules.refuse(draft, s);
      case PreparedCommand s -> SessionRules.refuse(draft, s);
      case Maintenance s -> MaintenanceRules.apply(draft, s);
      case Outline.Opaque s -> OpaqueRules.apply(draft, s);
      case Outline.CreateTrigger s -> TablePartRules.trigger(draft, s);
      case Outline.CreatePolicy s -> TablePartRules.policy(draft, s);
      case Outline.CreateRule s -> TablePartRules.rule(draft, s);
      case Outline.CreateStatistics s -> TablePartRules.statistics(draft, s);
      case Outline.AlterPart s -> TablePartRules.alter(draft, s);
      case Outline.DropPart s -> TablePartRules.drop(draft, s);
      case Outline.CreateMaterializedView s -> CreateTableRule.materializedView(draft, s);
      case Outline.RefreshView s -> MaintenanceRules.refresh(draft, s);
      case Outline.Cluster s -> MaintenanceRules.cluster(draft, s);
      case Outline.CreatePartitionedTable s -> CreateTableRule.partitioned(draft, s);
      case Outline.CreateInheritingTable s -> CreateTableRule.inheriting(draft, s);
      case Outline.CreateType s -> DefinitionRules.type(draft, s.name());
      case Outline.CreateRoutine s -> DefinitionRules.routine(draft, s);
      case Outline.DropOthers s -> RemovalRules.others(draft, s);
      case Outline.CreatePartition s -> NewPartitionRule.apply(draft, s);
      case Outline.AttachIndex s -> IndexSettingRules.attach(draft, s);
      case Outline.AlterIndex s -> IndexSettingRules.alter(draft, s);
      case Outline.AlterView s -> DefinitionRules.alterView(draft, s);
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
