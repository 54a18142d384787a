package dev.instar.migrator.postgresql.plan;

import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.util.ArrayList;
import java.util.List;

/**
 * VALIDATE CONSTRAINT. A partitioned table is validated partition by partition, each in a
 * transaction of its own that can be resumed; then for itself, when there is nothing left to read.
 */
final class Validations {
  private Validations() {}

  /**
   * The steps for a constraint that concerns one table and its partitions alone.
   *
   * @param what the constraint, for titles
   */
  static List<StepDraft> of(StatementDraft draft, TableName table, String constraint, String what) {
    List<StepDraft> steps = leaves(draft, table, constraint, what);
    if (draft.table(table).kind() == Table.Kind.PARTITIONED) {
      steps.add(
          whole(table, constraint, what)
              .lock(draft.family(table), LockMode.SHARE_UPDATE_EXCLUSIVE));
    }
    return steps;
  }

  /**
   * The steps for a foreign key. In the end the server looks only at what is not valid: the
   * partitioned tables themselves.
   */
  static List<StepDraft> ofForeignKey(
      StatementDraft draft, TableName table, TableName referenced, String constraint) {
    String what = "foreign key " + constraint;
    List<StepDraft> steps = new ArrayList<>();
    for (StepDraft leaf : leaves(draft, table, constraint, what)) {
      steps.add(referenced.equals(table) ? leaf : leaf.lock(referenced, LockMode.ROW_SHARE));
    }
    if (draft.table(table).kind() == Table.Kind.PARTITIONED) {
      List<TableName> partitioned =
          PartitionTree.all(draft, table).stream()
              .filter(t -> t.kind() == Table.Kind.PARTITIONED)
              .map(Table::name)
              .toList();
      steps.add(whole(table, constraint, what).lock(partitioned, LockMode.SHARE_UPDATE_EXCLUSIVE));
    }
    return steps;
  }

  /** For each table that has rows which are not validated yet. */
  private static List<StepDraft> leaves(
      StatementDraft draft, TableName table, String constraint, String what) {
    boolean partitioned = draft.table(table).kind() == Table.Kind.PARTITIONED;
    List<StepDraft> steps = new ArrayList<>();
    for (Table leaf : PartitionTree.leaves(draft, table)) {
      if (!partitioned || leaf.constraint(constraint).map(c -> !c.validated()).orElse(true)) {
        steps.add(
            reading(
                draft,
                leaf.name(),
                constraint,
                "Validate " + what + (partitioned ? " in " + leaf.name() : "")));
      }
    }
    return steps;
  }

  private static StepDraft whole(TableName table, String constraint, String what) {
    return step(table, constraint, "Validate " + what, "Its partitions are valid: no row is read.");
  }

  /** Of one table that has rows. */
  private static StepDraft reading(
      StatementDraft draft, TableName table, String constraint, String title) {
    return step(table, constraint, title, "Reads every row while reads and writes go on.")
        .lock(table, LockMode.SHARE_UPDATE_EXCLUSIVE)
        .work(Work.SCAN, draft.estimates().scan(draft.table(table).size()));
  }

  private static StepDraft step(TableName table, String constraint, String title, String reason) {
    return StepDraft.execute(
            Phase.MIGRATE,
            title,
            reason,
            NotNullRule.alter(table) + "VALIDATE CONSTRAINT " + Identifiers.quote(constraint))
        .undo(new Undo.Nothing("the constraint stays as it was added"));
  }
}
