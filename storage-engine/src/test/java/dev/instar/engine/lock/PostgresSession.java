package dev.instar.engine.lock;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** A connection with a thread of its own. */
final class PostgresSession {
  private final Connection connection;
  private final int pid;
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
  private volatile boolean idle = true;
  private volatile boolean hurried;
  private volatile String outcome;

  PostgresSession(Connection connection) throws SQLException {
    this.connection = connection;
    pid = connection.unwrap(PGConnection.class).getBackendPID();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET deadlock_timeout = '1h'");
    }
    connection.setAutoCommit(false);
  }

  int pid() {
    return pid;
  }

  boolean isIdle() {
    return idle;
  }

  /** Whether it has set a timeout that ends while the script waits. */
  boolean isHurried() {
    return hurried;
  }

  Optional<String> outcome() {
    String said = outcome;
    outcome = null;
    return Optional.ofNullable(said);
  }

  void submit(String statement) {
    idle = false;
    hurried |= statement.startsWith("set ");
    executor.execute(
        () -> {
          outcome = run(statement);
          idle = true;
        });
  }

  private String run(String sql) {
    try (Statement statement = connection.createStatement()) {
      boolean rows = statement.execute(sql);
      if (!rows) {
        return sql.startsWith("update ") ? "ok " + statement.getUpdateCount() : "ok";
      }
      try (ResultSet result = statement.getResultSet()) {
        if (result.getMetaData().getColumnCount() == 0) {
          int count = 0;
          while (result.next()) {
            count++;
          }
          return "ok " + count;
        }
        result.next();
        return result.getMetaData().getColumnTypeName(1).equals("bool")
            ? "ok " + result.getBoolean(1)
            : "ok";
      }
    } catch (PSQLException e) {
      ServerErrorMessage said = e.getServerErrorMessage();
      if (said == null) {
        return "broken: " + e;
      }
      String detail = said.getDetail();
      return e.getSQLState().equals("25P02")
          ? "25P02"
          : e.getSQLState() + " " + said.getMessage() + (detail == null ? "" : "; " + detail);
    } catch (SQLException e) {
      return "broken: " + e;
    }
  }

  void close() throws SQLException {
    connection.abort(Runnable::run);
    executor.close();
  }
}
