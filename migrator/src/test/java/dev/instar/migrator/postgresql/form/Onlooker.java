package dev.instar.migrator.postgresql.form;

import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.postgresql.TestDatabase;
import dev.instar.migrator.postgresql.evidence.Footprint;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Looks from another session at a statement that cannot run in a transaction: again and again a
 * third session holds one of the relations so that the statement has to wait, and its locks, had
 * and waited for, are read.
 */
final class Onlooker {
  /** How a relation is held: as its readers, its writers and its changers do. */
  private static final List<String> HOLDS =
      List.of(
          "SELECT count(*) FROM %s",
          "LOCK TABLE %s IN ROW EXCLUSIVE MODE",
          "LOCK TABLE %s IN SHARE UPDATE EXCLUSIVE MODE",
          "LOCK TABLE %s IN ACCESS EXCLUSIVE MODE");

  private static final String FILES =
      """
      SELECT c.relkind = 'r', pg_relation_filenode(c.oid)
      FROM pg_class c
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'i')
      """;

  /** Who reads a whole table in a transaction of its own writes down how large it is. */
  private static final String PAGES_COUNTED =
      "SELECT coalesce(sum(relpages), 0) FROM pg_class"
          + " WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'";

  private final FormsBench bench;
  private final Example example;
  private final Map<TableName, LockMode> tables = new HashMap<>();
  private final Map<TableName, Footprint.Other> others = new HashMap<>();

  private Onlooker(FormsBench bench, Example example) {
    this.bench = bench;
    this.example = example;
  }

  static Seen watch(FormsBench bench, Example example) throws Exception {
    Onlooker onlooker = new Onlooker(bench, example);
    Work work = Work.INSTANT;
    for (Role role : example.roles().keySet()) {
      for (String hold : role == Role.INDEX ? List.<String>of() : HOLDS) {
        work = onlooker.run(String.format(hold, example.roles().get(role).getFirst().quoted()));
      }
    }
    return new Seen(new TreeMap<>(onlooker.tables), onlooker.others, work);
  }

  private Work run(String hold) throws Exception {
    bench.prepare(example.given(), true);
    try (Connection holder = bench.connect();
        Connection looker = bench.connect();
        Connection worker = bench.connect()) {
      List<String> before = files(looker, true);
      List<String> indexes = files(looker, false);
      long pages = Seen.number(looker, PAGES_COUNTED);
      holder.setAutoCommit(false);
      TestDatabase.execute(holder, hold);
      long pid = Seen.number(worker, "SELECT pg_backend_pid()");
      FutureTask<Void> task =
          new FutureTask<>(
              () -> {
                TestDatabase.execute(worker, example.sql());
                return null;
              });
      Thread.startVirtualThread(task);
      look(looker, pid, task);
      holder.commit();
      finish(task);
      return work(looker, before, indexes, pages);
    }
  }

  /** Until it waits for somebody, or is done. */
  private void look(Connection looker, long pid, FutureTask<Void> task) throws Exception {
    while (!task.isDone()) {
      if (Seen.number(looker, "SELECT cardinality(pg_blocking_pids(" + pid + "))") > 0) {
        locks(looker, pid);
        return;
      }
      Thread.sleep(1);
    }
  }

  private void locks(Connection looker, long pid) throws SQLException {
    String query =
        """
        SELECT n.nspname, c.relname, l.mode, c.relkind, tn.nspname, t.relname
        FROM pg_locks l
        JOIN pg_class c ON c.oid = l.relation
        JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_index i ON i.indexrelid = c.oid
        LEFT JOIN pg_class t ON t.oid = i.indrelid
        LEFT JOIN pg_namespace tn ON tn.oid = t.relnamespace
        WHERE l.pid = %d AND l.locktype = 'relation' AND n.nspname = 'public'
        """
            .formatted(pid);
    try (Statement statement = looker.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        TableName name = new TableName(rows.getString(1), rows.getString(2));
        LockMode mode = Footprint.mode(rows.getString(3));
        switch (rows.getString(4)) {
          case "r", "p", "v", "m" -> tables.merge(name, mode, Onlooker::stronger);
          case "i", "I" ->
              others.merge(
                  name,
                  new Footprint.Other(
                      Optional.of(new TableName(rows.getString(5), rows.getString(6))), mode),
                  (a, b) -> new Footprint.Other(a.table(), stronger(a.mode(), b.mode())));
          default -> {}
        }
      }
    }
  }

  private static LockMode stronger(LockMode a, LockMode b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  private static void finish(FutureTask<Void> task) throws Exception {
    try {
      task.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  private static List<String> files(Connection connection, boolean tables) throws SQLException {
    List<String> files = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(FILES)) {
      while (rows.next()) {
        if (rows.getBoolean(1) == tables) {
          files.add(rows.getString(2));
        }
      }
    }
    return files;
  }

  private static Work work(Connection looker, List<String> before, List<String> indexes, long pages)
      throws SQLException {
    if (!before.containsAll(files(looker, true))) {
      return Work.REWRITE;
    }
    if (!indexes.containsAll(files(looker, false))) {
      return Work.INDEX_BUILD;
    }
    return Seen.number(looker, PAGES_COUNTED) > pages ? Work.SCAN : Work.INSTANT;
  }
}
