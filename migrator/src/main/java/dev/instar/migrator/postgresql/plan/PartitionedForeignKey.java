package dev.instar.migrator.postgresql.plan;

import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.util.List;
import java.util.function.Consumer;

/**
 * ADD FOREIGN KEY on a partitioned table up to PostgreSQL 17, where it cannot be NOT VALID: each
 * partition is given the key and validated by itself, and the partitioned table's takes those as
 * its own, without a scan.
 */
final class PartitionedForeignKey {
  private PartitionedForeignKey() {}

  static void add(
      StatementDraft draft,
      TableName child,
      TableName parent,
      String name,
      String clause,
      ForeignKeyRule.Draft key,
      Consumer<StepDraft> to) {
    for (Table leaf : PartitionTree.leaves(draft, child)) {
      ofLeaf(draft, leaf, parent, name, clause, key.columns(), to);
    }
    StepDraft whole =
        StepDraft.execute(
                Phase.MIGRATE,
                "Add foreign key " + name,
                "It takes those of the partitions, which are valid: no row is read.",
                NotNullRule.alter(child)
                    + "ADD CONSTRAINT "
                    + Identifiers.quote(name)
                    + " "
                    + clause)
            .lock(draft.family(child), LockMode.SHARE_ROW_EXCLUSIVE)
            .undo(new Undo.Sql(ForeignKeyRule.drop(child, parent, name)));
    // The triggers of the partitions' own keys go, which locks the other table more strongly.
    to.accept(
        parent.equals(child) ? whole : whole.lock(draft.family(parent), LockMode.ACCESS_EXCLUSIVE));
  }

  /**
   * Gives a partition, or a table that is to be one, a key of its own, which the whole will take.
   *
   * @param name of the whole
   */
  static void ofLeaf(
      StatementDraft draft,
      Table leaf,
      TableName parent,
      String name,
      String clause,
      List<String> columns,
      Consumer<StepDraft> to) {
    // As the server names it there: like the whole, unless the partition has that name already.
    String own =
        leaf.constraint(name).isEmpty()
            ? name
            : ObjectNames.constraint(draft.schema(), leaf.name(), columns, "fkey");
    String alter = NotNullRule.alter(leaf.name());
    String quoted = Identifiers.quote(own);
    to.accept(
        ForeignKeyRule.locked(
            draft,
            StepDraft.execute(
                    Phase.EXPAND,
                    "Add foreign key " + own + " of " + leaf.name() + " for new rows",
                    "NOT VALID reads no row; from here on no new violation comes in.",
                    alter + "ADD CONSTRAINT " + quoted + " " + clause + " NOT VALID")
                // The whole takes it along when it is dropped.
                .undo(alter + "DROP CONSTRAINT IF EXISTS " + quoted),
            leaf.name(),
            parent));
    ForeignKeyRule.validate(draft, leaf.name(), parent, own).forEach(to);
  }
}
