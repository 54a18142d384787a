package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.ParsedStatement;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Place;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.Strategy;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.postgresql.form.Form;
import dev.instar.migrator.postgresql.form.Forms;
import dev.instar.migrator.schema.Schema;
import dev.instar.migrator.schema.ServerFacts;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableEdit;
import dev.instar.migrator.schema.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The plan of one statement while the rules write it: what it would do as written, the steps, the
 * findings, and the schema as it stands after what was drafted so far. For one thread.
 */
final class StatementDraft {
  private final String file;
  private final int ordinal;
  private final ParsedStatement statement;
  private ServerFacts facts;
  private final PlanOptions options;
  private final ContractedNames contracted;
  private final Estimates estimates;
  private final AsWritten asWritten;
  private final List<Finding> findings = new ArrayList<>();
  private final List<StepDraft> before = new ArrayList<>();
  private final List<StepDraft> after = new ArrayList<>();
  private final List<StepDraft> contract = new ArrayList<>();
  private final List<String> rebuildActions = new ArrayList<>();
  private final Map<String, String> rebuildUsing = new LinkedHashMap<>();
  private final Set<String> recomputed = new LinkedHashSet<>();
  private Optional<InstantGroup> instants = Optional.empty();
  private Optional<TableName> rebuilt = Optional.empty();
  private Optional<StatementPlan.Refusal> refusal = Optional.empty();
  private boolean unknown;
  private final Set<String> deployment = new LinkedHashSet<>();
  private Place place;
  private Schema schema;

  StatementDraft(
      String file,
      int ordinal,
      ParsedStatement statement,
      Schema schema,
      ServerFacts facts,
      PlanOptions options,
      ContractedNames contracted) {
    this.file = file;
    this.ordinal = ordinal;
    this.statement = statement;
    this.schema = schema;
    this.facts = facts;
    this.options = options;
    this.contracted = contracted;
    this.estimates = new Estimates(facts.speeds());
    this.asWritten = new AsWritten(facts.major(), estimates, this::isNew);
    this.place = whole();
  }

  /** The statement's place in the script, from 1. */
  int ordinal() {
    return ordinal;
  }

  ParsedStatement statement() {
    return statement;
  }

  ServerFacts facts() {
    return facts;
  }

  /** What the script has made is there for the statements behind it. */
  void facts(ServerFacts changed) {
    facts = changed;
  }

  /** What a form of statement does on this server. */
  Form form(String id) {
    return Forms.get(id, facts.major());
  }

  /** How long work takes on this server. */
  Estimates estimates() {
    return estimates;
  }

  /** The same statement on the same schema, of which only what it leaves behind is looked at. */
  StatementDraft scratch() {
    return new StatementDraft(
        file, ordinal, statement, schema, facts, options, new ContractedNames());
  }

  ContractedNames contracted() {
    return contracted;
  }

  Schema schema() {
    return schema;
  }

  void schema(Schema changed) {
    schema = changed;
  }

  void change(TableName table, UnaryOperator<TableEdit> changes) {
    schema = schema.with(table, changes);
  }

  /** Changes a table and every partition of it, which have its columns and its constraints. */
  void changeAll(TableName table, UnaryOperator<TableEdit> changes) {
    for (TableName one : family(table)) {
      change(one, changes);
    }
  }

  Table table(TableName name) {
    return schema.table(name);
  }

  /** A table with its partitions of every level: what a statement on it locks. */
  List<TableName> family(TableName name) {
    Table table = schema.tables().get(name);
    if (table == null || table.kind() != Table.Kind.PARTITIONED) {
      return List.of(name);
    }
    List<TableName> family = new ArrayList<>(List.of(name));
    family.addAll(table.children());
    return family;
  }

  AsWritten asWritten() {
    return asWritten;
  }

  /** What a reader should know; said once, where it was found first. */
  void find(FindingCode code, Object... words) {
    Finding found = code.with(options, place, words);
    if (findings.stream().noneMatch(f -> f.message().equals(found.message()))) {
      findings.add(found);
    }
  }

  /**
   * What is found from now on is about this part of the statement, in the words of the script;
   * about the whole statement, where it is not found there.
   */
  void at(String part) {
    int from = statement.text().indexOf(part);
    place =
        from < 0
            ? whole()
            : Place.of(statement.line(), statement.column(), statement.text(), from, part);
  }

  private Place whole() {
    return Place.of(statement.line(), statement.column(), statement.text());
  }

  private boolean isNew(TableName relation) {
    Table table = schema.tables().get(relation);
    return table != null && table.has(Table.Trait.NEW);
  }

  /** What is deployed and run in which order, for what the old application may still need. */
  void deploy(String step) {
    deployment.add(step);
  }

  /**
   * An error of the script itself, such as a table that is not there, with its place in the file.
   */
  MigrationException error(ErrorCode code, String message, String advice) {
    return new MigrationException(
        code, file + ":" + statement.line() + ":" + statement.column() + ": " + message, advice);
  }

  /** The table or column that a statement needs is not there. */
  MigrationException missing(String what) {
    return error(
        ErrorCode.OBJECT_MISSING,
        what + " does not exist",
        "Check the name, and the role's search_path and its USAGE on the schema.");
  }

  /** What a statement would make is there already. */
  MigrationException exists(String what) {
    return error(
        ErrorCode.OBJECT_EXISTS, what + " already exists", "Remove the statement, or rename.");
  }

  /** Refuses the whole statement. The first reason is kept. */
  void refuse(ErrorCode code, String reason, String alternative) {
    if (refusal.isEmpty()) {
      refusal = Optional.of(new StatementPlan.Refusal(code.name(), reason, alternative));
    }
  }

  Optional<StatementPlan.Refusal> refusal() {
    return refusal;
  }

  /** Nothing is known of what the statement works on: no steps are made. */
  void unknown() {
    unknown = true;
  }

  boolean refused() {
    return refusal.isPresent();
  }

  /**
   * An action that only changes the catalog. Those that follow one another become one statement.
   */
  void instant(TableName table, InstantGroup.Action action) {
    if (instants.isEmpty() || !instants.get().takes(table, action)) {
      flushInstants();
      instants = Optional.of(new InstantGroup(table, family(table)));
    }
    instants.get().add(action);
  }

  /** A step before the rebuild, if there is one. */
  void step(StepDraft step) {
    flushInstants();
    before.add(step);
  }

  /** Whether there is nothing to do. */
  boolean idle() {
    return before.isEmpty() && after.isEmpty() && contract.isEmpty() && instants.isEmpty();
  }

  /** What waits for the contract phase is done where it stands: it is made anew afterwards. */
  void hasten() {
    contract.forEach(
        step -> before.add(step.in(Phase.MIGRATE, "A later statement makes it anew.")));
    contract.clear();
    findings.removeIf(f -> f.code().equals(FindingCode.DROP_BREAKS.code()));
    deployment.clear();
  }

  /** Does the steps that were drafted so far otherwise. */
  void change(UnaryOperator<List<StepDraft>> steps) {
    List<StepDraft> changed = steps.apply(List.copyOf(before));
    before.clear();
    before.addAll(changed);
  }

  /** No step at all: another statement does what this one says. */
  void leaveOut() {
    before.clear();
    contract.clear();
    findings.clear();
    deployment.clear();
  }

  /** A step that needs the new shape. */
  void afterRebuild(StepDraft step) {
    after.add(step);
  }

  /** A step that removes what the old application may still use. */
  void contract(StepDraft step) {
    contract.add(step);
  }

  /** An action for the shadow; all of a statement's are applied to it at once. */
  void rebuild(TableName table, String action) {
    rebuilt = Optional.of(table);
    rebuildActions.add(action);
  }

  /**
   * The transform of a column whose type changes with USING.
   *
   * @param recomputes whether it is more than a cast of the column itself
   */
  void rebuildUsing(String column, String expression, boolean recomputes) {
    rebuildUsing.put(column, expression);
    if (recomputes) {
      recomputed.add(column);
    }
  }

  /** The columns whose new values are computed, not cast. */
  Set<String> recomputed() {
    return Set.copyOf(recomputed);
  }

  Optional<TableName> rebuilt() {
    return rebuilt;
  }

  List<String> rebuildActions() {
    return List.copyOf(rebuildActions);
  }

  Map<String, String> rebuildUsing() {
    return Map.copyOf(rebuildUsing);
  }

  private void flushInstants() {
    instants.ifPresent(group -> before.add(group.step()));
    instants = Optional.empty();
  }

  /**
   * The finished plan of the statement.
   *
   * @param rebuild the step that builds the shadow, where an action asked for one
   */
  StatementPlan finish(Optional<StepDraft> rebuild) {
    flushInstants();
    List<StepDraft> ordered = new ArrayList<>(before);
    rebuild.ifPresent(ordered::add);
    ordered.addAll(after);
    ordered.addAll(contract);
    List<Step> steps = new ArrayList<>();
    String rebuildId = "";
    if (refusal.isEmpty()) {
      for (StepDraft draft : ordered) {
        String id = ordinal + "." + (steps.size() + 1);
        if (draft.action() instanceof StepAction.Rebuild) {
          rebuildId = id;
        }
        steps.add(draft.step(id, rebuildId));
      }
    }
    List<Finding> told = new ArrayList<>();
    asWritten
        .findings()
        .forEach(f -> told.add(f.code().with(options, whole(), f.words().toArray())));
    // What concerns the steps is of no interest where there are none.
    if (refusal.isEmpty()) {
      told.addAll(findings);
    }
    return new StatementPlan(
        statement.text(),
        statement.line(),
        statement.column(),
        asWritten.effect(),
        strategy(steps),
        steps,
        told,
        refusal.isEmpty() ? List.copyOf(deployment) : List.of(),
        Optional.empty(),
        refusal);
  }

  private Strategy strategy(List<Step> steps) {
    if (refusal.isPresent()) {
      return Strategy.REFUSE;
    }
    if (unknown) {
      return Strategy.UNKNOWN;
    }
    Strategy strategy = Strategy.INSTANT;
    for (Step step : steps) {
      switch (step.action()) {
        case StepAction.Rebuild r -> {
          return Strategy.SHADOW_TABLE;
        }
        case StepAction.BatchedWrite b -> {
          return Strategy.BATCHED_WRITE;
        }
        case StepAction.BuildIndex b -> strategy = Strategy.NATIVE_ONLINE;
        case StepAction.DropIndex d -> strategy = Strategy.NATIVE_ONLINE;
        case StepAction.Backfill b -> strategy = Strategy.NATIVE_ONLINE;
        case StepAction.DetachPartition d -> strategy = Strategy.NATIVE_ONLINE;
        case StepAction.Execute e -> {
          // A few rows are written by the statement as it is.
          if (step.work() != Work.INSTANT && step.work() != Work.BATCHED_WRITE) {
            strategy = Strategy.NATIVE_ONLINE;
          }
        }
        case StepAction.Autonomous a -> strategy = Strategy.NATIVE_ONLINE;
        case StepAction.Analyze a -> {}
        case StepAction.DropRetained d -> {}
      }
    }
    return strategy;
  }
}
