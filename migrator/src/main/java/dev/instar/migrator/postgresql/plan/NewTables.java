package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.AlterTableAction;
import dev.instar.engine.sql.CommandTag;
import dev.instar.engine.sql.Modification;
import dev.instar.engine.sql.Outline;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.sql.Statement;
import dev.instar.engine.sql.TableName;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.plan.Effect;
import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.Table.Trait;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Statements about tables that the same script makes. Nobody uses those yet: they run as written,
 * whatever they would do to a table in use. What they leave behind is found out by the rules for
 * any table, whose steps are thrown away; what they lock of other tables is kept.
 */
final class NewTables {
  private NewTables() {}

  /** Whether the statement changes new tables, and no others beyond a lock. */
  static boolean concerns(StatementDraft draft, Statement statement) {
    List<QualifiedName> subjects = subjects(statement);
    return !subjects.isEmpty()
        && subjects.stream().allMatch(s -> isNew(draft, s))
        && !reachesOthers(draft, statement);
  }

  private static List<QualifiedName> subjects(Statement statement) {
    return switch (statement) {
      case Statement.AlterTable s -> List.of(s.table());
      case Statement.RenameColumn s -> List.of(s.table());
      case Statement.RenameConstraint s -> List.of(s.table());
      case Statement.CreateIndex s when !s.concurrently() -> List.of(s.table());
      case Statement.DropIndex s when !s.concurrently() -> s.indexes();
      case Modification.Insert s -> List.of(s.table().name());
      case Modification.Update s -> List.of(s.table().name());
      case Modification.Delete s -> List.of(s.table().name());
      case Modification.Truncate s -> s.tables().stream().map(TableName::name).toList();
      case Outline.RefreshView s -> List.of(s.view());
      case Outline.Cluster s -> s.table().stream().toList();
      case Outline.CreatePartition s -> List.of(s.parent());
      default -> List.of();
    };
  }

  private static boolean isNew(StatementDraft draft, QualifiedName name) {
    return Targets.find(draft, name)
        .or(() -> draft.schema().findByIndex(name.schema(), name.name()))
        .map(t -> t.has(Trait.NEW))
        .orElse(false);
  }

  /** A table in use that becomes a partition is read. */
  private static boolean reachesOthers(StatementDraft draft, Statement statement) {
    return statement instanceof Statement.AlterTable alter
        && alter.actions().stream()
            .filter(AlterTableAction.AttachPartition.class::isInstance)
            .map(a -> ((AlterTableAction.AttachPartition) a).partition())
            .anyMatch(p -> !isNew(draft, p));
  }

  /**
   * @param rules the rules for any table
   */
  static void apply(
      StatementDraft draft, Statement statement, BiConsumer<StatementDraft, Statement> rules) {
    StatementDraft model = draft.scratch();
    boolean partly =
        subjects(statement).stream()
            .flatMap(s -> Targets.find(draft, s).stream())
            .anyMatch(t -> t.has(Trait.PARTLY_KNOWN));
    try {
      rules.accept(model, statement);
    } catch (MigrationException e) {
      if (!partly) {
        throw e;
      }
    }
    Effect effect = model.asWritten().effect();
    draft.asWritten().of(model.asWritten(), claim -> !isNew(draft, claim));
    Optional<String> error = model.asWritten().error().filter(e -> !partly);
    if (error.isPresent()) {
      draft.asWritten().fails(error.get());
      model
          .refusal()
          .ifPresent(r -> draft.refuse(ErrorCode.valueOf(r.code()), r.reason(), r.alternative()));
    }
    StepDraft step =
        StepDraft.execute(
                Phase.EXPAND,
                title(draft, statement),
                "Nobody uses the table yet.",
                draft.statement().text())
            .undo(new Undo.Nothing("it goes with the table, which this script makes"));
    for (LockClaim claim : effect.locks()) {
      if (!isNew(draft, claim)) {
        step = step.lock(claim.relation(), claim.mode());
      }
    }
    if (statement instanceof Modification.Insert) {
      draft.asWritten().work(effect.work(), effect.estimate());
      step = step.work(effect.work(), effect.estimate());
    }
    draft.step(step);
    draft.schema(model.schema());
    if (model.refused()) {
      // No rule has said what it leaves behind.
      subjects(statement).stream()
          .flatMap(s -> Targets.find(draft, s).stream())
          .forEach(t -> draft.change(t.name(), e -> e.trait(Trait.PARTLY_KNOWN, true)));
    }
  }

  /** Of a new table, or of an index of one. */
  private static boolean isNew(StatementDraft draft, LockClaim claim) {
    Table table = draft.schema().tables().get(claim.relation());
    return table == null || table.has(Trait.NEW);
  }

  private static String title(StatementDraft draft, Statement statement) {
    QualifiedName first = subjects(statement).getFirst();
    return CommandTag.of(statement)
        + " on the new table "
        + Targets.find(draft, first)
            .or(() -> draft.schema().findByIndex(first.schema(), first.name()))
            .map(t -> t.name().toString())
            .orElseGet(() -> Targets.words(first));
  }
}
