package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.Modification;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.sql.References;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.schema.Constraint;
import dev.instar.migrator.schema.IncomingKey;
import dev.instar.migrator.schema.ServerFacts.Volatility;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.Table.Kind;
import dev.instar.migrator.schema.TableName;
import dev.instar.migrator.schema.TableSize;
import dev.instar.migrator.schema.Trigger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * UPDATE and DELETE. As written they hold every row that they write until the end. On a large table
 * they go along a key in batches; on a small one they run as they are.
 */
final class BatchedWriteRule {
  /** With fewer rows it is done within the time that a row may stay locked. */
  static final long SMALL_ROWS = 5_000;

  private BatchedWriteRule() {}

  static void update(StatementDraft draft, Modification.Update update) {
    apply(draft, RowChange.of(update));
  }

  static void delete(StatementDraft draft, Modification.Delete delete) {
    apply(draft, RowChange.of(delete));
  }

  private static void apply(StatementDraft draft, RowChange change) {
    Table table = Targets.table(draft, change.table().name(), false).orElseThrow();
    Map<TableName, LockMode> locks = locks(table, change);
    for (QualifiedName other : change.alsoWrites()) {
      Targets.table(draft, other, false)
          .ifPresent(o -> add(locks, o.name(), LockMode.ROW_EXCLUSIVE));
    }
    draft.asWritten().on(table.name(), LockMode.ROW_EXCLUSIVE);
    locks.forEach(draft.asWritten()::lock);
    Optional<TableSize> written = PinnedRows.size(table, change);
    draft.asWritten().work(Work.BATCHED_WRITE, draft.estimates().write(written));
    for (String column : change.assigned()) {
      Targets.column(draft, table, column);
    }
    if (!writable(draft, table, change)) {
      return;
    }
    boolean small = !Targets.many(written);
    Optional<StepAction> action =
        small
            ? Optional.of(new StepAction.Execute(List.of(draft.statement().text())))
            : batches(draft, table, change);
    if (action.isEmpty()) {
      return;
    }
    StepDraft step =
        StepDraft.of(
                Phase.MIGRATE,
                (change.deletes() ? "Delete rows of " : "Update rows of ")
                    + table.name()
                    + (small ? "" : " in batches"),
                action.get(),
                small
                    ? "There are few rows: one short transaction."
                    : "Short transactions over key ranges, throttled, let everybody through.")
            .lock(table.name(), LockMode.ROW_EXCLUSIVE)
            .work(
                Work.BATCHED_WRITE,
                small ? draft.estimates().write(written) : draft.estimates().backfill(table.size()))
            .undo(
                new Undo.Impossible(
                    change.deletes() ? "the rows are gone" : "the values before are not kept"));
    for (Map.Entry<TableName, LockMode> lock : locks.entrySet()) {
      step = step.lock(lock.getKey(), lock.getValue());
    }
    draft.step(step);
    tell(draft, table, change, small);
  }

  /** What is locked beside the table: the tables below it, and those of its foreign keys. */
  private static Map<TableName, LockMode> locks(Table table, RowChange change) {
    Map<TableName, LockMode> locks = new TreeMap<>();
    if (!change.table().only()) {
      table.children().forEach(c -> add(locks, c, LockMode.ROW_EXCLUSIVE));
    }
    for (Constraint constraint : table.constraints()) {
      if (constraint.columns().stream().anyMatch(change.assigned()::contains)) {
        constraint.referenced().ifPresent(r -> add(locks, r.table(), LockMode.ROW_SHARE));
      }
    }
    for (IncomingKey key : table.incoming()) {
      if (change.deletes() || key.columns().stream().anyMatch(change.assigned()::contains)) {
        add(
            locks,
            key.child(),
            writes(change.deletes() ? key.onDelete() : key.onUpdate())
                ? LockMode.ROW_EXCLUSIVE
                : LockMode.ROW_SHARE);
      }
    }
    locks.remove(table.name());
    return locks;
  }

  private static void add(Map<TableName, LockMode> locks, TableName table, LockMode mode) {
    locks.merge(table, mode, (a, b) -> a.compareTo(b) >= 0 ? a : b);
  }

  /** Whether a foreign key's action writes the rows that refer. */
  private static boolean writes(String action) {
    return !action.equals("NO ACTION") && !action.equals("RESTRICT");
  }

  /** Refuses what has no rows of its own that could be told apart, or writes elsewhere as well. */
  private static boolean writable(StatementDraft draft, Table table, RowChange change) {
    boolean rows = table.kind() == Kind.TABLE || table.kind() == Kind.PARTITIONED;
    boolean family = table.kind() == Kind.TABLE && !table.children().isEmpty();
    if (table.kind() == Kind.MATERIALIZED_VIEW) {
      draft.asWritten().fails("the rows of a materialized view cannot be changed");
    }
    if (!rows || table.persistence() == Table.Persistence.TEMPORARY || family) {
      draft.refuse(
          ErrorCode.STATEMENT_UNSUPPORTED,
          table.name()
              + (family
                  ? " has tables that inherit from it"
                  : " is not a table with rows of its own that last")
              + "; Instar does not write there",
          family
              ? "Write the tables one by one, with ONLY."
              : "Name the table itself, or run the statement yourself.");
      return false;
    }
    if (!change.alsoWrites().isEmpty()) {
      draft.refuse(
          ErrorCode.STATEMENT_UNSUPPORTED,
          "a query of its WITH writes as well",
          "Make two statements of it.");
      return false;
    }
    return true;
  }

  /** The statement in batches; empty, and refused, where that would be another statement. */
  private static Optional<StepAction> batches(StatementDraft draft, Table table, RowChange change) {
    Optional<Reason> reason =
        answers(change).or(() -> readsItself(draft, table, change)).or(() -> varies(draft, change));
    if (reason.isPresent()) {
      draft.refuse(reason.get().code(), reason.get().text(), reason.get().alternative());
      return Optional.empty();
    }
    Optional<List<String>> key = UsableKey.without(table, Set.copyOf(change.assigned()));
    if (key.isEmpty()) {
      Optional<List<String>> any = UsableKey.without(table, Set.of());
      draft.refuse(
          ErrorCode.NO_USABLE_KEY,
          any.isPresent()
              ? "it changes the key ("
                  + String.join(", ", any.get())
                  + ") of "
                  + table.name()
                  + ", along which its rows would be written in batches"
              : table.name()
                  + " has no primary key and no other unique key over NOT NULL columns, along which"
                  + " its rows could be written in batches",
          any.isPresent()
              ? "Give the new key a column of its own, and replace the old one by it."
              : "Give it a key in a statement before this one.");
      return Optional.empty();
    }
    RowChange.Text text = change.text(draft.statement().text(), draft.statement().span().start());
    return Optional.of(
        new StepAction.BatchedWrite(
            table.name(),
            change.alias(),
            key.get(),
            change.assigned(),
            text.with(),
            text.head(),
            text.sources(),
            text.condition()));
  }

  private record Reason(ErrorCode code, String text, String alternative) {}

  private static Optional<Reason> answers(RowChange change) {
    return change.returns()
        ? Optional.of(
            new Reason(
                ErrorCode.STATEMENT_UNSUPPORTED,
                "RETURNING answers rows, and a migration has nobody to give them to",
                "Leave RETURNING out."))
        : Optional.empty();
  }

  /** A later batch would read what an earlier one has written. */
  private static Optional<Reason> readsItself(StatementDraft draft, Table table, RowChange change) {
    for (QualifiedName name : change.reads().relations()) {
      Optional<Table> other = draft.schema().find(name.schema(), name.name());
      boolean same =
          other
              .filter(
                  o ->
                      o.name().equals(table.name())
                          || o.children().contains(table.name())
                          || table.children().contains(o.name()))
              .isPresent();
      boolean view = other.filter(o -> o.kind() == Kind.VIEW).isPresent();
      if (same || view) {
        return Optional.of(
            new Reason(
                ErrorCode.UNSAFE,
                same
                    ? "it reads other rows of "
                        + table.name()
                        + " than the one it writes: a later batch would read what an earlier one"
                        + " has written"
                    : "it reads view "
                        + Targets.words(name)
                        + ", which may read "
                        + table.name()
                        + ": a later batch would read what an earlier one has written",
                "Put what it reads into a table of its own first (CREATE TABLE … AS), and join"
                    + " that."));
      }
    }
    return Optional.empty();
  }

  /** A row is looked at more than once, to lock it and to write it. */
  private static Optional<Reason> varies(StatementDraft draft, RowChange change) {
    for (References references : change.decides()) {
      for (QualifiedName function : references.functions()) {
        if (ExpressionFacts.volatility(function, draft.facts()) == Volatility.VOLATILE) {
          String name = Targets.words(function);
          return Optional.of(
              new Reason(
                  ErrorCode.VOLATILE_TRANSFORM,
                  "which rows it writes depends on "
                      + name
                      + "(), which is volatile: it would be called more than once for a row",
                  "Declare the function STABLE if it is; otherwise mark the rows in a column"
                      + " first."));
        }
      }
    }
    return Optional.empty();
  }

  private static void tell(StatementDraft draft, Table table, RowChange change, boolean small) {
    TableName name = table.name();
    if (!small) {
      draft.find(FindingCode.BATCHES_NOT_ATOMIC, name);
      if (!table.triggers().isEmpty()) {
        draft.find(
            FindingCode.BATCH_TRIGGERS,
            name,
            String.join(", ", table.triggers().stream().map(Trigger::name).toList()));
      }
    }
    ReferringIndexes.check(draft, table, change);
    if (change.deletes()) {
      table.incoming().stream()
          .filter(k -> writes(k.onDelete()))
          .forEach(
              k ->
                  draft.find(FindingCode.DELETE_CASCADES, k.child(), name, k.name(), k.onDelete()));
    }
    draft.find(
        FindingCode.NO_UNDO,
        change.deletes()
            ? "the rows that it deletes of " + name + " are gone"
            : "the values that it replaces in " + name + " are not kept");
  }
}
