package dev.instar.migrator.twin;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One writer's connection: runs statements, keeps them prepared, and notes how long each took. Used
 * by one thread.
 */
final class WriterConnection implements AutoCloseable {
  /** Enough for the shapes of statements there are, few enough to see some prepared anew. */
  private static final int PREPARED_MAX = 60;

  private final Connection connection;
  private final LatencyRecorder latencies;
  private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>(16, 0.75f, true);
  private String lastSql = "";
  private long lastCompletionNanos = System.nanoTime();
  private long longestGapNanos;

  WriterConnection(Connection connection, LatencyRecorder latencies) throws SQLException {
    this.connection = connection;
    this.latencies = latencies;
    connection.setAutoCommit(false);
  }

  /** Runs a statement that changes rows and returns how many. */
  int update(String sql, List<String> values) throws SQLException {
    return timed(sql, () -> bind(sql, values).executeUpdate());
  }

  int update(String sql, String... values) throws SQLException {
    return update(sql, Arrays.asList(values));
  }

  /** Runs a query and returns its rows as text. */
  List<List<String>> query(String sql, List<String> values) throws SQLException {
    return timed(
        sql,
        () -> {
          List<List<String>> rows = new ArrayList<>();
          try (ResultSet result = bind(sql, values).executeQuery()) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
              List<String> row = new ArrayList<>(Collections.nCopies(columns, null));
              for (int i = 0; i < columns; i++) {
                row.set(i, result.getString(i + 1));
              }
              rows.add(row);
            }
          }
          return rows;
        });
  }

  void commit() throws SQLException {
    timed(
        "COMMIT",
        () -> {
          connection.commit();
          return 0;
        });
  }

  void rollback() throws SQLException {
    timed(
        "ROLLBACK",
        () -> {
          connection.rollback();
          return 0;
        });
  }

  /** The statement that ran last, or runs. */
  String lastSql() {
    return lastSql;
  }

  /** The longest time between the ends of two statements, pauses excepted; then starts anew. */
  long takeLongestGapNanos() {
    long longest = longestGapNanos;
    longestGapNanos = 0;
    return longest;
  }

  /** Begins counting the time between statements from now: the writer was idle on purpose. */
  void endOfPause() {
    lastCompletionNanos = System.nanoTime();
  }

  boolean isBroken() {
    try {
      return connection.isClosed();
    } catch (SQLException e) {
      return true;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private PreparedStatement bind(String sql, List<String> values) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      if (prepared.size() >= PREPARED_MAX) {
        prepared.remove(prepared.keySet().iterator().next()).close();
      }
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    for (int i = 0; i < values.size(); i++) {
      statement.setString(i + 1, values.get(i));
    }
    return statement;
  }

  private <T> T timed(String sql, SqlCall<T> call) throws SQLException {
    lastSql = sql;
    long began = System.nanoTime();
    T result = call.run();
    long ended = System.nanoTime();
    latencies.record(ended - began);
    longestGapNanos = Math.max(longestGapNanos, ended - lastCompletionNanos);
    lastCompletionNanos = ended;
    return result;
  }

  private interface SqlCall<T> {
    T run() throws SQLException;
  }
}
