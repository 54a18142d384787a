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
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/** One batch of a backfill: its rows and its frontier in one guarded transaction (I5, I10). */
final class BackfillBatch {
  private final StepContext context;
  private final Connection connection;
  private final BackfillKey key;
  private final BackfillStatements statements;
  private final long lockTimeoutMs;

  /** The upper end of the range that {@link #first} works on; empty for the end of the table. */
  private List<String> upper = List.of();

  BackfillBatch(
      StepContext context, Connection connection, BackfillKey key, BackfillStatements statements)
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
   * @param rows how many it updated
   * @param left whether rows of its range are locked by others, and still to be done
   * @param end whether the whole table is done
   */
  record Result(BackfillRow row, long rows, boolean left, boolean end) {}

  /** Updates the next range of about so many rows, but for those that others have locked. */
  Result run(BackfillRow from, int rows) throws SQLException {
    return GuardedTransaction.run(
        connection,
        context.migration(),
        context.epoch(),
        () -> {
          boundWaiting();
          upper = key.isPlace() ? place(from.frontier(), rows) : bound(from.frontier(), rows);
          boolean frontier = !from.frontier().isEmpty();
          return finish(from, update(statements.update(frontier, !upper.isEmpty()), from));
        });
  }

  /** Waits for one row that was left in the range of the last {@link #run}, and updates it. */
  Result first(BackfillRow from) throws SQLException {
    return GuardedTransaction.run(
        connection,
        context.migration(),
        context.epoch(),
        () -> {
          boundWaiting();
          boolean frontier = !from.frontier().isEmpty();
          return finish(from, update(statements.updateFirst(frontier, !upper.isEmpty()), from));
        });
  }

  /** Whether any row still needs the update; if so the frontier goes back to the beginning. */
  boolean anythingLeft() throws SQLException {
    return GuardedTransaction.run(
        connection,
        context.migration(),
        context.epoch(),
        () -> {
          BackfillRow row = journal().backfill().read(context.migration(), context.step().id());
          boolean left = exists(statements.remaining(false, false), List.of());
          if (left) {
            write(new BackfillRow(List.of(), row.rowsDone()));
          }
          return left;
        });
  }

  private Result finish(BackfillRow from, long updated) throws SQLException {
    List<String> bounds = new ArrayList<>(from.frontier());
    bounds.addAll(upper);
    boolean left =
        exists(statements.remaining(!from.frontier().isEmpty(), !upper.isEmpty()), bounds);
    boolean end = upper.isEmpty() && !left;
    List<String> frontier = left || end ? from.frontier() : upper;
    BackfillRow row = new BackfillRow(frontier, from.rowsDone() + updated);
    if (!row.equals(from)) {
      write(row);
    }
    return new Result(row, updated, left, end);
  }

  private long update(String sql, BackfillRow from) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      List<String> bounds = new ArrayList<>(from.frontier());
      bounds.addAll(upper);
      bind(update, bounds);
      return update.executeLargeUpdate();
    }
  }

  /** The key so many rows after the frontier; empty if there are fewer. */
  private List<String> bound(List<String> frontier, int rows) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(statements.bound(!frontier.isEmpty()))) {
      int next = bind(select, frontier);
      select.setInt(next, rows - 1);
      try (ResultSet row = select.executeQuery()) {
        List<String> key = new ArrayList<>();
        if (row.next()) {
          for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            key.add(row.getString(i));
          }
        }
        return key;
      }
    }
  }

  /** Before the first row of the block about so many rows on; empty past the end of the table. */
  private List<String> place(List<String> frontier, int rows) throws SQLException {
    long block =
        frontier.isEmpty()
            ? 0
            : Long.parseLong(frontier.getFirst().substring(1, frontier.getFirst().indexOf(',')));
    try (PreparedStatement select = connection.prepareStatement(BackfillStatements.PLACE)) {
      select.setLong(1, block);
      select.setInt(2, rows);
      select.setLong(3, key.oid());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? List.of(row.getString(1)) : List.of();
      }
    }
  }

  private boolean exists(String sql, List<String> bounds) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      bind(select, bounds);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  /** As untyped text, which the cast in the statement reads as the column's own input would. */
  private static int bind(PreparedStatement statement, List<String> values) throws SQLException {
    int i = 1;
    for (String value : values) {
      statement.setObject(i++, value, Types.OTHER);
    }
    return i;
  }

  /** A place is not saved: rows that were there may be elsewhere when it is read again. */
  private void write(BackfillRow row) {
    journal()
        .backfill()
        .write(
            context.migration(),
            context.step().id(),
            key.isPlace() ? new BackfillRow(List.of(), row.rowsDone()) : row);
  }

  private Journal journal() {
    return Journal.on(connection);
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
