package dev.instar.engine.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.RowLockMode;
import dev.instar.engine.lock.WaitPolicy;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.txn.IsolationLevel;
import dev.instar.engine.type.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that change the same rows; afterwards what must hold is looked for in every row. */
@Timeout(120)
class ConcurrentWritesTest {
  private static final int THREADS = 6;
  private static final Set<SqlState> EXPECTED =
      Set.of(
          SqlState.UNIQUE_VIOLATION,
          SqlState.DEADLOCK_DETECTED,
          SqlState.SERIALIZATION_FAILURE,
          SqlState.FOREIGN_KEY_VIOLATION);

  private final long seed = new Random().nextLong();

  /** What a thread does in one transaction; returns how much it counts for if it commits. */
  private interface Work {
    long run(Workbench.Session session, Random random);
  }

  private long run(Workbench bench, IsolationLevel isolation, int rounds, Work work)
      throws Exception {
    AtomicLong sum = new AtomicLong();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> futures = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Random random = new Random(seed + i);
        futures.add(
            threads.submit(
                () -> {
                  try (Workbench.Session session = bench.session()) {
                    for (int round = 0; round < rounds; round++) {
                      session.begin(isolation);
                      try {
                        long counts = work.run(session, random);
                        if (random.nextInt(5) == 0) {
                          session.rollback();
                        } else {
                          session.commit();
                          sum.addAndGet(counts);
                        }
                      } catch (SqlException e) {
                        session.rollback();
                        if (!EXPECTED.contains(e.state())) {
                          throw e;
                        }
                      }
                    }
                  }
                  return null;
                }));
      }
      for (Future<?> future : futures) {
        future.get();
      }
    }
    return sum.get();
  }

  private static List<Object[]> rows(Workbench bench, Table table) {
    boolean[] used = new boolean[table.columns().size()];
    Arrays.fill(used, true);
    try (Workbench.Session session = bench.session()) {
      return session.run(
          context -> {
            List<Object[]> rows = new ArrayList<>();
            try (RowScan scan = Tables.scan(context, table, used)) {
              for (Object[] row = scan.next(); row != null; row = scan.next()) {
                rows.add(row);
              }
            }
            return rows;
          });
    }
  }

  /** Each index gives the rows of the table, each once. */
  private static void indexesAgree(Workbench bench, Table table) {
    boolean[] used = new boolean[table.columns().size()];
    Arrays.fill(used, true);
    Set<List<Object>> expected = new HashSet<>();
    rows(bench, table).forEach(row -> expected.add(Arrays.asList(row)));
    try (Workbench.Session session = bench.session()) {
      session.run(
          context -> {
            for (Index index : context.catalog().indexes(table.oid())) {
              List<List<Object>> found = new ArrayList<>();
              try (RowScan scan =
                  Tables.indexScan(context, table, index, IndexRange.all(false), used)) {
                for (Object[] row = scan.next(); row != null; row = scan.next()) {
                  found.add(Arrays.asList(row));
                }
              }
              assertThat(found).hasSameSizeAs(expected).allMatch(expected::contains);
            }
            return null;
          });
    }
  }

  private static List<Object[]> find(
      StatementContext context, Table table, int index, Object... key) {
    boolean[] used = new boolean[table.columns().size()];
    Index by = context.catalog().indexes(table.oid()).get(index);
    List<Object[]> rows = new ArrayList<>();
    try (RowScan scan =
        Tables.indexScan(context, table, by, IndexRange.equal(List.of(key)), used)) {
      for (Object[] row = scan.next(); row != null; row = scan.next()) {
        rows.add(row);
      }
    }
    return rows;
  }

  /** Changes a row as UPDATE does, if it still has what it was looked for by. */
  private static boolean change(
      StatementContext context,
      Table table,
      Object[] seen,
      int column,
      Object expected,
      java.util.function.UnaryOperator<Object[]> change) {
    RowLocking locking = RowLocking.of(context, table);
    StoredRow stored = (StoredRow) seen[table.columns().size()];
    var outcome = locking.lock(stored, RowLockMode.UPDATE, WaitPolicy.WAIT);
    if (outcome != RowLocking.Outcome.SAME && outcome != RowLocking.Outcome.CHANGED) {
      return false;
    }
    Object[] old = locking.current(stored.row());
    if (!old[column].equals(expected)) {
      return false;
    }
    TableWriter writer = TableWriter.of(context, table);
    Object[] changed = change.apply(old.clone());
    if (changed == null) {
      writer.delete(locking, old);
    } else {
      writer.update(locking, old, changed);
    }
    writer.finish();
    return true;
  }

  private static Table accounts(Workbench bench) {
    return bench.table(
        "accounts",
        List.of(
            Workbench.column(1, "id", Types.INTEGER, true),
            Workbench.column(2, "name", Types.TEXT, true),
            Workbench.column(3, "balance", Types.BIGINT, true)),
        List.of(List.of(1), List.of(2)));
  }

  @Test
  void aKeyIsInAUniqueIndexOnce() throws Exception {
    try (Workbench bench = new Workbench()) {
      Table table = accounts(bench);
      long rows =
          run(
              bench,
              IsolationLevel.READ_COMMITTED,
              400,
              (session, random) -> {
                long count = 0;
                for (int i = random.nextInt(3); i >= 0; i--) {
                  count +=
                      session.statement(
                          context -> {
                            int id = random.nextInt(40);
                            String name = "n" + random.nextInt(40);
                            List<Object[]> found = find(context, table, 0, id);
                            if (found.isEmpty() || random.nextInt(3) == 0) {
                              TableWriter writer = TableWriter.of(context, table);
                              writer.insert(new Object[] {id, name, 0L});
                              writer.finish();
                              return 1;
                            }
                            if (random.nextBoolean()) {
                              change(
                                  context,
                                  table,
                                  found.getFirst(),
                                  0,
                                  id,
                                  row -> {
                                    row[1] = name;
                                    return row;
                                  });
                              return 0;
                            }
                            return change(context, table, found.getFirst(), 0, id, row -> null)
                                ? -1
                                : 0;
                          });
                }
                return count;
              });
      List<Object[]> all = rows(bench, table);
      assertThat(all).as("seed %d", seed).hasSize((int) rows);
      assertThat(all.stream().map(row -> row[0])).doesNotHaveDuplicates();
      assertThat(all.stream().map(row -> row[1])).doesNotHaveDuplicates();
      indexesAgree(bench, table);
    }
  }

  @Test
  void noUpdateIsLost() throws Exception {
    for (IsolationLevel isolation : IsolationLevel.values()) {
      try (Workbench bench = new Workbench()) {
        Table table = accounts(bench);
        try (Workbench.Session session = bench.session()) {
          session.run(
              context -> {
                TableWriter writer = TableWriter.of(context, table);
                for (int id = 0; id < 8; id++) {
                  writer.insert(new Object[] {id, "n" + id, 0L});
                }
                writer.finish();
                return null;
              });
        }
        long added =
            run(
                bench,
                isolation,
                200,
                (session, random) -> {
                  long sum = 0;
                  for (int i = random.nextInt(3); i >= 0; i--) {
                    sum +=
                        session.statement(
                            context -> {
                              int id = random.nextInt(8);
                              return change(
                                      context,
                                      table,
                                      find(context, table, 0, id).getFirst(),
                                      0,
                                      id,
                                      row -> {
                                        row[2] = (long) row[2] + 1;
                                        return row;
                                      })
                                  ? 1
                                  : 0;
                            });
                  }
                  return sum;
                });
        long total = rows(bench, table).stream().mapToLong(row -> (long) row[2]).sum();
        assertThat(total).as("%s, seed %d", isolation, seed).isEqualTo(added).isPositive();
        indexesAgree(bench, table);
      }
    }
  }

  @Test
  void whatIsReferredToIsThere() throws Exception {
    for (Constraint.ForeignKey.Action action :
        List.of(Constraint.ForeignKey.Action.NO_ACTION, Constraint.ForeignKey.Action.CASCADE)) {
      try (Workbench bench = new Workbench()) {
        Table parents =
            bench.table(
                "parents",
                List.of(Workbench.column(1, "id", Types.INTEGER, true)),
                List.of(List.of(1)));
        Table children =
            bench.table(
                "children",
                List.of(
                    Workbench.column(1, "id", Types.INTEGER, true),
                    Workbench.column(2, "parent", Types.BIGINT, false)),
                List.of(List.of(1)));
        bench.reference(children, 2, parents, action);
        AtomicLong ids = new AtomicLong();
        run(
            bench,
            IsolationLevel.READ_COMMITTED,
            150,
            (session, random) ->
                session.statement(
                    context -> {
                      int parent = random.nextInt(12);
                      if (random.nextBoolean()) {
                        TableWriter writer = TableWriter.of(context, children);
                        writer.insert(new Object[] {(int) ids.incrementAndGet(), (long) parent});
                        writer.finish();
                        return 0L;
                      }
                      List<Object[]> found = find(context, parents, 0, parent);
                      if (found.isEmpty()) {
                        TableWriter writer = TableWriter.of(context, parents);
                        writer.insert(new Object[] {parent});
                        writer.finish();
                      } else {
                        change(context, parents, found.getFirst(), 0, parent, row -> null);
                      }
                      return 0L;
                    }));
        Set<Object> there = new HashSet<>();
        rows(bench, parents).forEach(row -> there.add(((Integer) row[0]).longValue()));
        List<Object[]> all = rows(bench, children);
        assertThat(all).as("%s, seed %d", action, seed).isNotEmpty();
        assertThat(all).as("%s, seed %d", action, seed).allMatch(row -> there.contains(row[1]));
        indexesAgree(bench, children);
      }
    }
  }
}
