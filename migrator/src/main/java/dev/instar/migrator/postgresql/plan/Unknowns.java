package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.AlterTableAction;
import dev.instar.engine.sql.Alteration;
import dev.instar.engine.sql.Definition;
import dev.instar.engine.sql.Maintenance;
import dev.instar.engine.sql.Modification;
import dev.instar.engine.sql.Outline;
import dev.instar.engine.sql.ParsedStatement;
import dev.instar.engine.sql.Privileges;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.sql.Query;
import dev.instar.engine.sql.Removal;
import dev.instar.engine.sql.Statement;
import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Place;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.Strategy;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.schema.Schema;
import dev.instar.migrator.schema.ServerFacts;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one statement names and the schema does not know for certain, because earlier statements
 * were not replayed. A relation that is in the schema all the same is planned as it is there, with
 * a finding where the plan may be wrong; of one that is not, only the worst is said.
 */
final class Unknowns {
  private final List<Unknown> objects = new ArrayList<>();
  private boolean absent;

  /**
   * @param words the object
   * @param relation its name, if it is one
   * @param name its own name
   * @param unreplayed what may have changed it
   */
  private record Unknown(
      String words, Optional<TableName> relation, String name, List<Unreplayed> unreplayed) {}

  private Unknowns() {}

  static Unknowns of(
      ParsedStatement statement, Schema schema, ServerFacts facts, List<Unreplayed> unreplayed) {
    Unknowns unknowns = new Unknowns();
    if (!unreplayed.isEmpty()) {
      Mentions mentions = Mentions.of(statement);
      boolean needed = needsRelations(statement.statement());
      for (QualifiedName name : mentions.relations()) {
        boolean made = mentions.names().contains(name.name());
        unknowns.relation(name, made, needed && !made, schema, unreplayed);
      }
      for (QualifiedName name : mentions.types()) {
        boolean known = facts.types().containsKey(Targets.words(name));
        unknowns.named("type ", name, known, unreplayed);
      }
      for (QualifiedName name : mentions.functions()) {
        boolean known = facts.function(Targets.words(name)).isPresent();
        unknowns.named("function ", name, known, unreplayed);
      }
    }
    return unknowns;
  }

  /** Whether nothing can be said of the statement where a relation that it names is not there. */
  private static boolean needsRelations(Statement statement) {
    return switch (statement) {
      case Definition s -> false;
      case Query s -> false;
      case Privileges s -> false;
      case Outline.CreateMaterializedView s -> false;
      case Outline.DropOthers s -> !s.kind().equals("STATISTICS");
      default -> true;
    };
  }

  /**
   * @param made whether the statement itself makes a relation of that name
   * @param needed whether it must be there
   */
  private void relation(
      QualifiedName name,
      boolean made,
      boolean needed,
      Schema schema,
      List<Unreplayed> unreplayed) {
    Optional<Table> table =
        schema
            .find(name.schema(), name.name())
            .or(() -> schema.findByIndex(name.schema(), name.name()));
    TableName named =
        table.map(Table::name).orElseGet(() -> new TableName(schemaOf(name, schema), name.name()));
    List<Unreplayed> some =
        unreplayed.stream()
            .filter(
                u ->
                    u.names().stream()
                        .anyMatch(
                            n ->
                                means(n, named)
                                    || n.equals(name)
                                    || (table.isEmpty() && !made && begins(n, named))))
            .toList();
    if (!some.isEmpty()) {
      objects.add(new Unknown(named.toString(), Optional.of(named), named.name(), some));
      absent |= table.isEmpty() && needed;
    }
  }

  private void named(String kind, QualifiedName name, boolean known, List<Unreplayed> unreplayed) {
    List<Unreplayed> some =
        unreplayed.stream()
            .filter(
                u ->
                    u.names().contains(QualifiedName.of(name.name()))
                        || u.names().contains(name)
                        || (u.kind() == Unreplayed.Kind.BRINGS && !known))
            .toList();
    if (!some.isEmpty()) {
      objects.add(new Unknown(kind + Targets.words(name), Optional.empty(), name.name(), some));
    }
  }

  private static boolean means(QualifiedName name, TableName table) {
    return name.name().equals(table.name())
        && name.schema().map(s -> s.equals(table.schema())).orElse(true);
  }

  /** A name that the server has chosen begins with the table's. */
  private static boolean begins(QualifiedName name, TableName chosen) {
    return chosen.name().startsWith(name.name() + "_");
  }

  private static String schemaOf(QualifiedName name, Schema schema) {
    return name.schema()
        .or(() -> schema.searchPath().stream().filter(s -> !s.equals("pg_catalog")).findFirst())
        .orElse("public");
  }

  boolean none() {
    return objects.isEmpty();
  }

  /** Whether a relation is not in the schema at all, and no rule can say anything. */
  boolean absent() {
    return absent;
  }

  /** The plan with a finding for each object of which it may say something wrong. */
  StatementPlan tell(StatementPlan plan, Statement statement, PlanOptions options) {
    boolean all = plan.strategy() == Strategy.UNKNOWN || meetsWhatHangs(plan, statement);
    Place place = Place.of(plan.line(), plan.column(), plan.text());
    List<Finding> findings = new ArrayList<>();
    for (Unknown object : objects) {
      List<Unreplayed> some =
          object.unreplayed().stream()
              .filter(
                  u ->
                      all
                          || u.kind() != Unreplayed.Kind.HANGS_ON
                          || u.subjects().contains(object.name()))
              .toList();
      if (!some.isEmpty()) {
        Unreplayed first = some.getFirst();
        findings.add(
            FindingCode.OBJECT_UNKNOWN.with(
                options,
                place,
                object.words(),
                first.place() + more(some.size() - 1),
                first.reason()));
      }
    }
    findings.addAll(plan.findings());
    return plan.withFindings(findings);
  }

  /** Whether rows are written or columns taken away: triggers, views and the like then count. */
  private static boolean meetsWhatHangs(StatementPlan plan, Statement statement) {
    boolean writes =
        plan.steps().stream()
            .map(Step::action)
            .anyMatch(
                a ->
                    a instanceof StepAction.Rebuild
                        || a instanceof StepAction.Backfill
                        || a instanceof StepAction.BatchedWrite);
    return writes
        || isAboutWhatHangs(statement)
        || (statement instanceof Statement.AlterTable alter
            && alter.actions().stream().anyMatch(Unknowns::takesAway));
  }

  private static boolean isAboutWhatHangs(Statement statement) {
    return switch (statement) {
      case Outline.CreateTrigger s -> true;
      case Outline.CreatePolicy s -> true;
      case Outline.CreateRule s -> true;
      case Outline.AlterPart s -> true;
      case Outline.DropPart s -> true;
      case Removal s -> true;
      default -> false;
    };
  }

  private static boolean takesAway(AlterTableAction action) {
    return action instanceof AlterTableAction.AlterColumnType
        || action instanceof AlterTableAction.DropColumn
        || action instanceof AlterTableAction.DropConstraint
        || action instanceof AlterTableAction.SetExpression
        || action instanceof AlterTableAction.SwitchTrigger;
  }

  private static String more(int count) {
    return switch (count) {
      case 0 -> "";
      case 1 -> " and one more statement";
      default -> " and " + count + " more statements";
    };
  }

  /** Drafts the statement's plan where nothing can be said but the worst. */
  void assumeTheWorst(StatementDraft draft) {
    LockMode mode = LockMode.ACCESS_EXCLUSIVE;
    Work work = Work.REWRITE;
    switch (draft.statement().statement()) {
      case Statement.CreateIndex s -> {
        mode = s.concurrently() ? LockMode.SHARE_UPDATE_EXCLUSIVE : LockMode.SHARE;
        work = Work.INDEX_BUILD;
      }
      case Modification.Insert s -> {
        mode = LockMode.ROW_EXCLUSIVE;
        work = Work.BATCHED_WRITE;
      }
      case Modification.Truncate s -> work = Work.INSTANT;
      case Alteration.Comment s -> {
        mode = LockMode.SHARE_UPDATE_EXCLUSIVE;
        work = Work.INSTANT;
      }
      case Maintenance.Analyze s -> {
        mode = LockMode.SHARE_UPDATE_EXCLUSIVE;
        work = Work.SCAN;
      }
      case Outline.CreateTrigger s -> {
        mode = LockMode.SHARE_ROW_EXCLUSIVE;
        work = Work.INSTANT;
      }
      case Outline.CreatePolicy s -> work = Work.INSTANT;
      case Outline.CreateRule s -> work = Work.INSTANT;
      case Outline.AlterPart s -> work = Work.INSTANT;
      case Outline.DropPart s -> work = Work.INSTANT;
      case Removal s -> work = Work.INSTANT;
      default -> {}
    }
    AsWritten effect = draft.asWritten();
    for (Unknown object : objects) {
      if (object.relation().isPresent()) {
        effect.on(object.relation().get(), mode);
      }
    }
    effect.work(work, Estimates.UNKNOWN).atWorst();
    draft.unknown();
  }
}
