package dev.instar.engine.define.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.lock.RowLockMode;
import dev.instar.engine.lock.WaitPolicy;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.table.IndexRange;
import dev.instar.engine.table.RowLocking;
import dev.instar.engine.table.RowScan;
import dev.instar.engine.table.StoredRow;
import dev.instar.engine.table.TableWriter;
import dev.instar.engine.table.Tables;
import dev.instar.engine.table.Workbench;
import dev.instar.engine.txn.IsolationLevel;
import dev.instar.engine.type.Types;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows that are judged together are judged as of one moment, whoever commits meanwhile. */
class OneMomentTest {
  /** The search looks whether it was cancelled at every 1024th entry. */
  private static final int ENTRIES_BETWEEN_CHECKS = 1024;

  private static Table table(Workbench bench, String name) {
    return bench.table(
        name,
        List.of(
            Workbench.column(1, "id", Types.INTEGER, true),
            Workbench.column(2, "k", Types.INTEGER, true)),
        List.of(List.of(1), List.of(2)));
  }

  private static Index byKey(StatementContext context, Table table) {
    return context.catalog().indexes(table.oid()).stream()
        .filter(index -> index.keys().getFirst().column() == 2)
        .findFirst()
        .orElseThrow();
  }

  private static Void insert(StatementContext context, Table table, int id, int key) {
    TableWriter writer = TableWriter.of(context, table);
    writer.insert(new Object[] {id, key});
    writer.finish();
    return null;
  }

  private static Void delete(StatementContext context, Table table, int key) {
    Object[] row;
    try (RowScan scan =
        Tables.indexScan(
            context,
            table,
            byKey(context, table),
            IndexRange.equal(List.of(key)),
            new boolean[] {true, true})) {
      row = scan.next();
    }
    RowLocking locking = RowLocking.of(context, table);
    StoredRow stored = (StoredRow) row[2];
    assertThat(locking.lock(stored, RowLockMode.UPDATE, WaitPolicy.WAIT))
        .isEqualTo(RowLocking.Outcome.SAME);
    TableWriter writer = TableWriter.forDelete(context, table);
    writer.delete(locking, locking.current(stored.row()));
    writer.finish();
    return null;
  }

  @Test
  void whatARowRefersToIsThereThoughBothAreDeletedBetweenTheTwoLooks() {
    try (Workbench bench = new Workbench();
        Workbench.Session validation = bench.session();
        Workbench.Session writer = bench.session()) {
      Table parents = table(bench, "parents");
      Table children = table(bench, "children");
      writer.run(context -> insert(context, parents, 1, 7));
      writer.run(context -> insert(context, children, 1, 7));
      boolean found =
          validation.run(
              context -> {
                try (LiveRows rows = new LiveRows(context, children)) {
                  KeyLookup lookup =
                      new KeyLookup(context, parents, byKey(context, parents), rows.now());
                  Object[] child = rows.next();
                  writer.begin(IsolationLevel.READ_COMMITTED);
                  writer.statement(other -> delete(other, children, 7));
                  writer.statement(other -> delete(other, parents, 7));
                  writer.commit();
                  return lookup.contains(new Object[] {child[1]});
                }
              });
      assertThat(found).isTrue();
    }
  }

  @Test
  void aKeyThatGoesFromOneRowToAnotherIsNotThereTwice() {
    try (Workbench bench = new Workbench();
        Workbench.Session search = bench.session();
        Workbench.Session writer = bench.session()) {
      Table table = table(bench, "t");
      // In the index's order the last of these entries is the one at which the search looks up.
      writer.run(
          context -> {
            for (int i = 1; i <= ENTRIES_BETWEEN_CHECKS - 3; i++) {
              insert(context, table, i, i);
            }
            return null;
          });
      int key = 2 * ENTRIES_BETWEEN_CHECKS;
      writer.run(context -> insert(context, table, 5001, key));
      writer.run(context -> delete(context, table, key));
      writer.run(context -> insert(context, table, 5002, key));
      writer.begin(IsolationLevel.READ_COMMITTED);
      writer.statement(context -> delete(context, table, key));
      writer.statement(context -> insert(context, table, 5003, key));
      int[] checks = {0};
      search.whenChecked(
          () -> {
            checks[0]++;
            writer.commit();
          });
      search.run(
          context -> {
            new DuplicateSearch(context, table, byKey(context, table)).run();
            return null;
          });
      assertThat(checks[0]).isEqualTo(1);
    }
  }
}
