package dev.instar.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.instar.engine.BundledDatabase;
import dev.instar.engine.lock.LockView;
import dev.instar.engine.statement.SessionInfo;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What ends a statement or a session before its time: time-outs, cancel, the administrator. */
@Timeout(60)
final class InterruptsTest {
  private BundledDatabase database;
  private Connection holder;
  private Connection waiter;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @BeforeEach
  void open() throws SQLException {
    database = BundledDatabase.inMemory();
    holder = connect();
    waiter = connect();
    execute(holder, "CREATE TABLE t (a integer)");
    holder.setAutoCommit(false);
    execute(holder, "LOCK TABLE t");
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    database.close();
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String failure(Connection connection, String sql) {
    SQLException failure = assertThrows(SQLException.class, () -> execute(connection, sql));
    return failure.getSQLState() + " " + failure.getMessage().lines().findFirst().orElse("");
  }

  private void awaitWaiting() throws InterruptedException {
    while (database.services().locks().locks().stream().allMatch(LockView::granted)) {
      Thread.sleep(1);
    }
  }

  private int processId(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT pg_backend_pid()")) {
      result.next();
      return result.getInt(1);
    }
  }

  @Test
  void lockTimeoutEndsTheWaiting() throws SQLException {
    execute(waiter, "SET lock_timeout = 20");
    assertEquals(
        "55P03 ERROR: canceling statement due to lock timeout", failure(waiter, "SELECT * FROM t"));
  }

  @Test
  void statementTimeoutEndsTheStatement() throws SQLException {
    execute(waiter, "SET statement_timeout = 20");
    assertEquals(
        "57014 ERROR: canceling statement due to statement timeout",
        failure(waiter, "SELECT * FROM t"));
    execute(waiter, "SELECT 1");
  }

  @Test
  void nowaitDoesNotWait() {
    assertEquals(
        "25P01 ERROR: LOCK TABLE can only be used in transaction blocks",
        failure(waiter, "LOCK TABLE t NOWAIT"));
    assertEquals(
        "55P03 ERROR: could not obtain lock on relation \"t\"",
        failure(waiter, "BEGIN; LOCK TABLE t IN ACCESS SHARE MODE NOWAIT"));
  }

  @Test
  void aCancelRequestEndsTheStatementThatRuns() throws Exception {
    try (Statement statement = waiter.createStatement()) {
      Future<?> running =
          threads.submit(
              () -> {
                SQLException failure =
                    assertThrows(SQLException.class, () -> statement.execute("SELECT * FROM t"));
                assertEquals("57014", failure.getSQLState());
              });
      awaitWaiting();
      statement.cancel();
      running.get();
      statement.execute("SELECT 1");
    }
  }

  @Test
  void othersSeeWhatASessionDoes() throws Exception {
    int pid = processId(waiter);
    Future<?> running = threads.submit(() -> failure(waiter, "SELECT a FROM t"));
    awaitWaiting();
    SessionInfo info =
        database.services().activity().sessions().stream()
            .filter(session -> session.processId() == pid)
            .findFirst()
            .orElseThrow();
    assertEquals(SessionInfo.State.ACTIVE, info.state());
    assertTrue(info.waiting());
    assertEquals("SELECT a FROM t", info.query());
    assertTrue(database.services().activity().cancel(pid));
    running.get();
  }

  @Test
  void aTerminatedSessionIsTold() throws Exception {
    int pid = processId(waiter);
    Future<String> running = threads.submit(() -> failure(waiter, "SELECT a FROM t"));
    awaitWaiting();
    assertTrue(database.services().activity().terminate(pid));
    assertEquals("57P01 FATAL: terminating connection due to administrator command", running.get());
    assertTrue(!database.services().activity().terminate(-1));
  }

  @Test
  void aSessionThatIsIdleInATransactionIsEnded() throws Exception {
    execute(waiter, "SET idle_in_transaction_session_timeout = 30");
    waiter.setAutoCommit(false);
    execute(waiter, "SELECT 1");
    int pid = processId(holder);
    while (database.services().activity().sessions().size() > 1) {
      Thread.sleep(1);
    }
    assertEquals(pid, database.services().activity().sessions().getFirst().processId());
    assertThrows(SQLException.class, () -> execute(waiter, "SELECT 1"));
  }

  @Test
  void whatASessionHeldIsFreeWhenItIsGone() throws Exception {
    Future<?> running =
        threads.submit(
            () -> {
              execute(waiter, "SELECT * FROM t");
              return null;
            });
    awaitWaiting();
    holder.close();
    running.get();
  }
}
