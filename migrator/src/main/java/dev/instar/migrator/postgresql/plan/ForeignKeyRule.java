package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.ConstraintTiming;
import dev.instar.engine.sql.ForeignKeyTarget;
import dev.instar.engine.sql.TableConstraint;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.postgresql.form.Role;
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
    List<TableName> parent =
        draft
            .schema()
            .find(key.target().table().schema(), key.target().table().name())
            .map(p -> draft.family(p.name()))
            .orElse(List.of());
    draft.asWritten().form(form(key, scans), Roles.of(table).with(Role.PARENT, parent));
    if (table.kind() == Table.Kind.PARTITIONED && key.notValid() && !draft.facts().atLeast(18)) {
      draft.asWritten().fails("a foreign key of a partitioned table cannot be NOT VALID");
      draft.refuse(
          ErrorCode.STATEMENT_UNSUPPORTED,
          "a NOT VALID foreign key of a partitioned table needs PostgreSQL 18",
          "Leave NOT VALID out: the partitions are validated one by one.");
      return;
    }
    add(
        draft,
        table.name(),
        new Draft(key.name(), key.columns(), key.target(), key.timing(), key.enforced()),
        scans,
        afterRebuild ? draft::afterRebuild : draft::step);
  }

  private static String form(TableConstraint.ForeignKey key, boolean scans) {
    if (scans) {
      return "add-foreign-key";
    }
    return key.enforced() ? "add-foreign-key-not-valid" : "add-foreign-key-not-enforced";
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
    boolean byPartition =
        draft.table(child).kind() == Table.Kind.PARTITIONED
            && key.enforced()
            && !draft.facts().atLeast(18);
    if (byPartition) {
      PartitionedForeignKey.add(draft, child, parent.name(), name, clause, key, to);
    } else {
      add(draft, child, parent.name(), name, clause, key, validate, to);
    }
    if (validate || byPartition) {
      draft.find(FindingCode.VIOLATIONS_STOP, child, "foreign key " + name);
    }
    boolean indexed = ReferringIndexes.has(draft.table(child), key.columns());
    if (!indexed) {
      ReferringIndexes.warn(draft, child, key.columns(), parent.name());
    }
    Constraints.rememberAll(
        draft,
        child,
        new Constraint(
            name,
            Constraint.Type.FOREIGN_KEY,
            clause,
            validate || byPartition,
            key.enforced(),
            key.timing().deferrable(),
            key.columns(),
            Optional.of(new Constraint.Reference(parent.name(), referenced.get()))));
    draft.change(
        parent.name(),
        p ->
            p.add(
                new IncomingKey(
                    child,
                    name,
                    key.columns(),
                    indexed,
                    referenced.get(),
                    "",
                    key.target().onDelete(),
                    key.target().onUpdate())));
  }

  private static void add(
      StatementDraft draft,
      TableName child,
      TableName parent,
      String name,
      String clause,
      Draft key,
      boolean validate,
      Consumer<StepDraft> to) {
    List<String> statements = new ArrayList<>();
    LockStatements.inOrder(LockMode.SHARE_ROW_EXCLUSIVE, child, List.of(parent))
        .ifPresent(statements::add);
    statements.add(
        NotNullRule.alter(child)
            + "ADD CONSTRAINT "
            + Identifiers.quote(name)
            + " "
            + clause
            + (key.enforced() ? " NOT VALID" : ""));
    to.accept(
        locked(
            draft,
            StepDraft.execute(
                    Phase.EXPAND,
                    "Add foreign key " + name + (key.enforced() ? " for new rows" : ""),
                    key.enforced()
                        ? "NOT VALID reads no row; from here on no new violation comes in."
                        : "NOT ENFORCED is catalog only.",
                    statements.toArray(String[]::new))
                .undo(drop(child, parent, name).toArray(String[]::new)),
            child,
            parent));
    if (validate) {
      validate(draft, child, parent, name).forEach(to);
    }
  }

  /** With both tables locked as ADD FOREIGN KEY does, and the partitions of either. */
  static StepDraft locked(StatementDraft draft, StepDraft step, TableName child, TableName parent) {
    StepDraft own = step.lock(draft.family(child), LockMode.SHARE_ROW_EXCLUSIVE);
    return parent.equals(child)
        ? own
        : own.lock(draft.family(parent), LockMode.SHARE_ROW_EXCLUSIVE);
  }

  /** VALIDATE CONSTRAINT of a foreign key. */
  static List<StepDraft> validate(
      StatementDraft draft, TableName child, TableName parent, String name) {
    return Validations.ofForeignKey(draft, child, parent, name);
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

  static String quoted(List<String> columns) {
    return columns.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
  }
}
