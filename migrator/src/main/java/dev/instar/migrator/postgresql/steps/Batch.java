package dev.instar.migrator.postgresql.steps;

import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.journal.BackfillRow;
import dev.instar.migrator.journal.GuardedTransaction;
import dev.instar.migrator.journal.Journal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * One batch of a batched write: its rows and its frontier in one guarded transaction (I5, I10).
 *
 * <p>A batch never waits for a row while it holds others, so that there is no deadlock with the
 * application: it locks what it can have, ends before the first row that somebody else holds, and
 * that row is a batch of its own. So every range is written as a whole, once.
 */
final class Batch {
  private final StepContext context;
  private final Connection connection;
  private final BatchKey key;
  private final BatchStatements statements;
  private final long lockTimeoutMs;

  Batch(StepContext context, Connection connection, BatchKey key, BatchStatements statements)
      throws SQLException {
    this.context = context;
    this.connection = connection;
    this.key = key;
    this.statements = statements;
    this.lockTimeoutMs = lockTimeoutMs(context, connection);
  }

  /**
   * What a committed batch came to.
   *
   * @param row the frontier now
   * @param rows how many it wrote
   * @param held the key of the next row that is to be written, where somebody else holds it; then
   *     nothing is to be done between the frontier and that row
   * @param end whether the whole table is done
   */
  record Result(BackfillRow row, long rows, List<String> held, boolean end) {
    Result {
      held = List.copyOf(held);
    }
  }

  /** How far the step has come; from the beginning if that was along another key. */
  BackfillRow saved() {
    BackfillRow row = journal().backfill().read(context.migration(), context.step().id());
    boolean ofThisKey = !key.isPlace() && row.frontier().size() == key.columns().size();
    return ofThisKey ? row : row.at(List.of(), 0);
  }

  /** Saves that the step ends at the greatest key there is; empty where there is no row. */
  BackfillRow begin() throws SQLException {
    return guarded(
        () -> {
          BackfillRow row = new BackfillRow(List.of(), keyOf(statements.last()), 0);
          save(row);
          return row;
        });
  }

  /** Writes the next range of about so many rows, up to the first that somebody else holds. */
  Result next(BackfillRow from, int rows) throws SQLException {
    return guarded(
        () -> {
          boundWaiting();
          List<String> upper = upper(from, rows);
          List<String> held = keyOf(statements.lock(from.frontier(), upper));
          if (held.isEmpty()) {
            return write(from, upper, held);
          }
          List<String> before = keyOf(statements.before(from.frontier(), held));
          return before.isEmpty() ? new Result(from, 0, held, false) : write(from, before, held);
        });
  }

  /** Writes everything up to one row, for which it waits. */
  Result waiting(BackfillRow from, List<String> held) throws SQLException {
    return guarded(
        () -> {
          boundWaiting();
          return write(from, held, List.of());
        });
  }

  /** Whether any row would still be written; if so the frontier goes back to the beginning. */
  boolean anythingLeft() throws SQLException {
    return guarded(
        () -> {
          boolean left = exists(statements.remaining());
          if (left) {
            BackfillRow row = journal().backfill().read(context.migration(), context.step().id());
            save(row.at(List.of(), 0));
          }
          return left;
        });
  }

  private Result write(BackfillRow from, List<String> upper, List<String> held)
      throws SQLException {
    long written = execute(statements.write(from.frontier(), upper));
    boolean toTheEnd = upper.isEmpty();
    BackfillRow row = from.at(toTheEnd ? from.frontier() : upper, written);
    if (!row.equals(from)) {
      save(row);
    }
    return new Result(row, written, held, held.isEmpty() && (toTheEnd || row.ended()));
  }

  /** The key so many rows after the frontier; where there are fewer, the end. */
  private List<String> upper(BackfillRow from, int rows) throws SQLException {
    if (key.isPlace()) {
      return place(from.frontier(), rows);
    }
    List<String> upper = keyOf(statements.bound(from.frontier(), from.last(), rows));
    return upper.isEmpty() ? from.last() : upper;
  }

  /** Before the first row of the block about so many rows on; empty past the end of the table. */
  private List<String> place(List<String> frontier, int rows) throws SQLException {
    long block =
        frontier.isEmpty()
            ? 0
            : Long.parseLong(frontier.getFirst().substring(1, frontier.getFirst().indexOf(',')));
    try (PreparedStatement select = connection.prepareStatement(BatchStatements.PLACE)) {
      select.setLong(1, block);
      select.setInt(2, rows);
      select.setLong(3, key.oid());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? List.of(row.getString(1)) : List.of();
      }
    }
  }

  /** The one row of a query as a key; empty if it has none. */
  private List<String> keyOf(String query) throws SQLException {
    try (Statement select = connection.createStatement();
        ResultSet row = select.executeQuery(query)) {
      List<String> values = new ArrayList<>();
      if (row.next()) {
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          values.add(row.getString(i));
        }
      }
      return values;
    }
  }

  private long execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeLargeUpdate(sql);
    }
  }

  private boolean exists(String query) throws SQLException {
    try (Statement select = connection.createStatement();
        ResultSet row = select.executeQuery(query)) {
      row.next();
      return row.getBoolean(1);
    }
  }

  /** A place is not saved: rows that were there may be elsewhere when it is read again. */
  private void save(BackfillRow row) {
    journal()
        .backfill()
        .write(
            context.migration(), context.step().id(), key.isPlace() ? row.at(List.of(), 0) : row);
  }

  private Journal journal() {
    return Journal.on(connection);
  }

  private <T> T guarded(GuardedTransaction.Work<T> work) throws SQLException {
    return GuardedTransaction.run(connection, context.migration(), context.epoch(), work);
  }

  private void boundWaiting() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL lock_timeout = " + lockTimeoutMs);
    }
  }

  /** Triggers and foreign keys may wait while rows are locked: we let go first (I8). */
  private static long lockTimeoutMs(StepContext context, Connection connection)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT setting::bigint / 2 FROM pg_catalog.pg_settings"
                    + " WHERE name = 'deadlock_timeout'")) {
      row.next();
      return Math.max(1, Math.min(row.getLong(1), context.options().lockBudget().toMillis()));
    }
  }
}
