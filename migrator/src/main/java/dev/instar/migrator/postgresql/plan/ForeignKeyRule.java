package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.ConstraintTiming;
import dev.instar.engine.sql.ForeignKeyTarget;
import dev.instar.engine.sql.TableConstraint;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.schema.Constraint;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.IncomingKey;
import dev.instar.migrator.schema.Index;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * ADD FOREIGN KEY. As written it takes SHARE ROW EXCLUSIVE on both tables, which stops writers of
 * both, and reads the child. The recipe: NOT VALID, then VALIDATE, which lets everybody through.
 */
final class ForeignKeyRule {
  private ForeignKeyRule() {}

  /**
   * @param afterRebuild whether the key is of columns that only the new shape has, so that it must
   *     wait for the swap
   */
  static void apply(
      StatementDraft draft, Table table, TableConstraint.ForeignKey key, boolean afterRebuild) {
    for (String column : key.columns()) {
      Targets.column(draft, table, column);
    }
    boolean scans = key.enforced() && !key.notValid();
    draft.asWritten().on(table.name(), LockMode.SHARE_ROW_EXCLUSIVE);
    draft
        .schema()
        .find(key.target().table().schema(), key.target().table().name())
        .ifPresent(p -> draft.asWritten().lock(p.name(), LockMode.SHARE_ROW_EXCLUSIVE));
    if (scans) {
      draft.asWritten().work(Work.SCAN, Estimates.scan(table.size()));
    }
    add(
        draft,
        table.name(),
        new Draft(key.name(), key.columns(), key.target(), key.timing(), key.enforced()),
        scans,
        afterRebuild ? draft::afterRebuild : draft::step);
  }

  /**
   * What a foreign key is.
   *
   * @param name the name written, if one was
   */
  record Draft(
      Optional<String> name,
      List<String> columns,
      ForeignKeyTarget target,
      ConstraintTiming timing,
      boolean enforced) {
    Draft {
      columns = List.copyOf(columns);
    }

    /** The constraint behind its name, with the referenced table qualified. */
    String clause(TableName parent) {
      return "FOREIGN KEY ("
          + quoted(columns)
          + ") REFERENCES "
          + parent.quoted()
          + (target.columns().isEmpty() ? "" : " (" + quoted(target.columns()) + ")")
          + (target.match().equals("SIMPLE") ? "" : " MATCH " + target.match())
          + action(" ON DELETE ", target.onDelete())
          + action(" ON UPDATE ", target.onUpdate())
          + UniqueRule.timing(timing)
          + (enforced ? "" : " NOT ENFORCED");
    }

    private static String action(String event, String action) {
      return action.equals("NO ACTION") ? "" : event + action;
    }
  }

  /**
   * The steps that add a foreign key.
   *
   * @param to takes the steps: before or after a rebuild
   */
  static void add(
      StatementDraft draft, TableName child, Draft key, boolean validate, Consumer<StepDraft> to) {
    Table parent = Targets.table(draft, key.target().table(), false).orElseThrow();
    Optional<List<String>> referenced = referenced(draft, parent, key);
    if (referenced.isEmpty()) {
      return;
    }
    String name =
        key.name()
            .orElseGet(() -> ObjectNames.constraint(draft.schema(), child, key.columns(), "fkey"));
    Constraints.free(draft, child, name);
    String clause = key.clause(parent.name());
    List<String> statements = new ArrayList<>();
    LockStatements.inOrder(LockMode.SHARE_ROW_EXCLUSIVE, child, List.of(parent.name()))
        .ifPresent(statements::add);
    statements.add(
        NotNullRule.alter(child)
            + "ADD CONSTRAINT "
            + Identifiers.quote(name)
            + " "
            + clause
            + (key.enforced() ? " NOT VALID" : ""));
    StepDraft add =
        StepDraft.execute(
                Phase.EXPAND,
                "Add foreign key " + name + (key.enforced() ? " for new rows" : ""),
                key.enforced()
                    ? "NOT VALID reads no row; from here on no new violation comes in."
                    : "NOT ENFORCED is catalog only.",
                statements.toArray(String[]::new))
            .lock(child, LockMode.SHARE_ROW_EXCLUSIVE)
            .undo(drop(child, parent.name(), name).toArray(String[]::new));
    to.accept(
        parent.name().equals(child) ? add : add.lock(parent.name(), LockMode.SHARE_ROW_EXCLUSIVE));
    if (validate) {
      to.accept(validate(draft, child, parent.name(), name));
      draft.find(FindingCode.VIOLATIONS_STOP, child, "foreign key " + name);
    }
    warnWithoutIndex(draft, draft.table(child), parent, key.columns());
    Constraints.remember(
        draft,
        child,
        new Constraint(
            name,
            Constraint.Type.FOREIGN_KEY,
            clause,
            validate,
            key.enforced(),
            key.timing().deferrable(),
            key.columns(),
            Optional.of(new Constraint.Reference(parent.name(), referenced.get()))));
    draft.change(parent.name(), p -> p.add(new IncomingKey(child, name, referenced.get(), "")));
  }

  /** VALIDATE CONSTRAINT of a foreign key. */
  static StepDraft validate(StatementDraft draft, TableName child, TableName parent, String name) {
    StepDraft step = NotNullRule.validate(draft, child, name, "foreign key " + name);
    return parent.equals(child) ? step : step.lock(parent, LockMode.ROW_SHARE);
  }

  /** The statements that drop a foreign key with both tables locked in their order. */
  static List<String> drop(TableName child, TableName parent, String name) {
    List<String> statements = new ArrayList<>();
    LockStatements.inOrder(LockMode.ACCESS_EXCLUSIVE, child, List.of(parent))
        .ifPresent(statements::add);
    statements.add(NotNullRule.alter(child) + "DROP CONSTRAINT " + Identifiers.quote(name));
    return statements;
  }

  /** The referenced columns; empty, and refused, where they are no key. */
  private static Optional<List<String>> referenced(StatementDraft draft, Table parent, Draft key) {
    List<String> columns =
        key.target().columns().isEmpty()
            ? parent.primaryKey().map(Constraint::columns).orElse(List.of())
            : key.target().columns();
    boolean unique = parent.indexes().stream().anyMatch(i -> isKey(i, columns));
    if (columns.isEmpty() || columns.size() != key.columns().size() || !unique) {
      draft.asWritten().fails("there is no unique constraint on what it refers to");
      draft.refuse(
          ErrorCode.DEPENDENT_OBJECT,
          "no primary key or unique constraint of "
              + parent.name()
              + (columns.isEmpty()
                  ? " can be referred to"
                  : " is on (" + String.join(", ", columns) + ")"),
          "Add one in a statement before this one.");
      return Optional.empty();
    }
    return Optional.of(columns);
  }

  private static boolean isKey(Index index, List<String> columns) {
    return index.unique()
        && index.valid()
        && index.immediate()
        && index.predicate().isEmpty()
        && !index.hasExpressions()
        && index.keys().size() == columns.size()
        && new HashSet<>(index.keyColumns()).equals(new HashSet<>(columns));
  }

  private static void warnWithoutIndex(
      StatementDraft draft, Table child, Table parent, List<String> columns) {
    boolean indexed =
        child.indexes().stream()
            .filter(i -> i.valid() && i.predicate().isEmpty())
            .filter(i -> i.keys().size() >= columns.size())
            .anyMatch(
                i ->
                    i.keys().subList(0, columns.size()).stream()
                        .allMatch(k -> k.isPresent() && columns.contains(k.get())));
    if (!indexed) {
      String list = String.join(", ", columns);
      draft.find(FindingCode.FK_NO_INDEX, list, child.name(), parent.name(), child.name(), list);
    }
  }

  static String quoted(List<String> columns) {
    return columns.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
  }
}
