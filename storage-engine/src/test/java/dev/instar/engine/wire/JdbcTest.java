package dev.instar.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/** pgJDBC, unmodified, as the client. */
class JdbcTest {
  private final ToyDatabase database = new ToyDatabase();
  private WireServer server;

  @BeforeEach
  void start() throws IOException {
    server = WireServer.start(WireSettings.loopback(0), database);
  }

  @AfterEach
  void stop() {
    server.close();
    assertThat(server.connectionCount()).isZero();
    assertThat(database.sessions()).isEmpty();
  }

  private Properties properties() {
    Properties properties = new Properties();
    PGProperty.USER.set(properties, ToyDatabase.USER);
    PGProperty.PASSWORD.set(properties, ToyDatabase.PASSWORD);
    return properties;
  }

  private Connection connect(Properties properties) throws SQLException {
    return DriverManager.getConnection(url("toys"), properties);
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + server.address().getPort() + "/" + database;
  }

  private static List<String> rows(ResultSet result) throws SQLException {
    List<String> rows = new ArrayList<>();
    while (result.next()) {
      StringBuilder row = new StringBuilder();
      for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
        row.append(i == 1 ? "" : ",").append(result.getString(i));
      }
      rows.add(row.toString());
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(strings = {"simple", "extended", "extendedForPrepared", "extendedCacheEverything"})
  void statementsAndParametersWorkInEveryQueryMode(String mode) throws SQLException {
    Properties properties = properties();
    PGProperty.PREFER_QUERY_MODE.set(properties, mode);
    PGProperty.PREPARE_THRESHOLD.set(properties, 1);
    try (Connection connection = connect(properties);
        Statement statement = connection.createStatement()) {
      assertThat(rows(statement.executeQuery("SELECT 1, 'it''s', null::text")))
          .containsExactly("1,it's,null");
      statement.execute("INSERT INTO t VALUES (1, 'ä€𝄞'); SELECT a, b FROM t; DELETE FROM t");
      assertThat(statement.getUpdateCount()).isEqualTo(1);
      assertThat(statement.getMoreResults()).isTrue();
      assertThat(rows(statement.getResultSet())).containsExactly("1,ä€𝄞");
      assertThat(statement.getMoreResults()).isFalse();
      assertThat(statement.getUpdateCount()).isEqualTo(1);
      assertThat(statement.execute("")).isFalse();
    }
  }

  @Test
  void preparedStatementsUseBinaryValuesBothWays() throws SQLException {
    Properties properties = properties();
    PGProperty.PREPARE_THRESHOLD.set(properties, -1);
    try (Connection connection = connect(properties);
        PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?)");
        PreparedStatement select = connection.prepareStatement("SELECT a, b FROM t")) {
      for (int i = 0; i < 10; i++) {
        insert.setInt(1, i * 1_000_003);
        insert.setString(2, i == 5 ? null : "ü" + i);
        assertThat(insert.executeUpdate()).isEqualTo(1);
        try (ResultSet result = select.executeQuery()) {
          assertThat(rows(result))
              .hasSize(i + 1)
              .last()
              .isEqualTo(i * 1_000_003 + "," + (i == 5 ? null : "ü" + i));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "3", "10", "99", "100", "101"})
  void aFetchSizeReadsThroughAPortal(int fetchSize) throws SQLException {
    try (Connection connection = connect(properties())) {
      connection.setAutoCommit(false);
      try (PreparedStatement select = connection.prepareStatement("SELECT generate_series(1, ?)")) {
        select.setFetchSize(fetchSize);
        select.setInt(1, 100);
        for (int round = 0; round < 7; round++) {
          try (ResultSet result = select.executeQuery()) {
            assertThat(rows(result)).hasSize(100).startsWith("1").endsWith("100");
          }
        }
      }
      connection.commit();
    }
  }

  @Test
  void batchesAreOneTransactionAndFailAsOne() throws SQLException {
    try (Connection connection = connect(properties());
        PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?)");
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < 1000; i++) {
        insert.setInt(1, i);
        insert.setString(2, "x".repeat(i));
        insert.addBatch();
      }
      assertThat(insert.executeBatch()).hasSize(1000).containsOnly(1);
      statement.addBatch("DELETE FROM t");
      statement.addBatch("SELECT nothing");
      assertThatThrownBy(statement::executeBatch).isInstanceOf(SQLException.class);
      assertThat(rows(statement.executeQuery("SELECT a, b FROM t"))).hasSize(1000);
    }
  }

  @Test
  void copyManagerCopiesInAndOut() throws Exception {
    try (Connection connection = connect(properties());
        Statement statement = connection.createStatement()) {
      CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
      StringBuilder data = new StringBuilder();
      for (int i = 0; i < 20_000; i++) {
        data.append(i).append("\trow ").append(i).append('\n');
      }
      assertThat(copies.copyIn("COPY t FROM STDIN", new StringReader(data.toString())))
          .isEqualTo(20_000);
      StringWriter out = new StringWriter();
      assertThat(copies.copyOut("COPY t TO STDOUT", out)).isEqualTo(20_000);
      assertThat(out.toString()).isEqualTo(data.toString());

      CopyIn copy = copies.copyIn("COPY t FROM STDIN");
      copy.cancelCopy();
      assertThatThrownBy(
              () -> copies.copyIn("COPY t FROM STDIN", new StringReader("1\tx\nno number\ty\n")))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22P02"));
      assertThat(rows(statement.executeQuery("SELECT a, b FROM t"))).hasSize(20_000);
    }
  }

  @Test
  void aStatementIsCancelledFromAnotherConnection() throws Exception {
    try (Connection connection = connect(properties());
        Statement statement = connection.createStatement()) {
      FutureTask<ResultSet> sleep =
          new FutureTask<>(() -> statement.executeQuery("SELECT pg_sleep(60)"));
      Thread.ofPlatform().start(sleep);
      database.sleeping.await();
      statement.cancel();
      assertThatThrownBy(sleep::get)
          .cause()
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
      assertThat(rows(statement.executeQuery("SELECT 1"))).containsExactly("1");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "toy, wrong, toys, 28P01",
    "nobody, wrong, toys, 28P01",
    "toy, a secret of toys, nothing, 3D000"
  })
  void whoMayNotComeInIsToldWhy(String user, String password, String name, String state) {
    assertThatThrownBy(() -> DriverManager.getConnection(url(name), user, password).close())
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state));
  }

  @Test
  void autosaveGoesOnAfterAnError() throws SQLException {
    Properties properties = properties();
    PGProperty.AUTOSAVE.set(properties, "always");
    try (Connection connection = connect(properties);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("INSERT INTO t VALUES (1, 'kept')");
      assertThatThrownBy(() -> statement.execute("SELECT 1/0"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22012"));
      assertThat(rows(statement.executeQuery("SELECT a, b FROM t"))).containsExactly("1,kept");
      connection.commit();
    }
  }

  @Test
  void transactionsFailAndRollBack() throws SQLException {
    try (Connection connection = connect(properties());
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("INSERT INTO t VALUES (1, 'x')");
      Savepoint savepoint = connection.setSavepoint("s");
      statement.execute("INSERT INTO t VALUES (2, 'y')");
      connection.rollback(savepoint);
      assertThat(rows(statement.executeQuery("SELECT a, b FROM t"))).hasSize(1);
      assertThatThrownBy(() -> statement.execute("nonsense")).isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> statement.execute("SELECT 1"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25P02"));
      connection.rollback();
      assertThat(rows(statement.executeQuery("SELECT a, b FROM t"))).isEmpty();
    }
  }

  @Test
  void settingsNoticesAndTheRequestArrive() throws SQLException {
    Properties properties = properties();
    PGProperty.APPLICATION_NAME.set(properties, "a test");
    PGProperty.OPTIONS.set(properties, "-c search_path=a\\ b --work-mem=1MB");
    try (Connection connection = connect(properties);
        Statement statement = connection.createStatement()) {
      ToySession session = database.sessions().getFirst();
      assertThat(session.request().settings())
          .containsEntry("search_path", "a b")
          .containsEntry("work_mem", "1MB");
      assertThat(session.request().replication()).isEqualTo(SessionRequest.Replication.NONE);
      assertThat(connection.unwrap(PGConnection.class).getBackendPID())
          .isEqualTo(session.client().processId());
      statement.execute("SET application_name = 'other'");
      assertThat(connection.unwrap(PGConnection.class).getParameterStatus("application_name"))
          .isEqualTo("other");
      statement.execute("DO something");
      assertThat(statement.getWarnings().getMessage()).isEqualTo("a word");
      assertThat(statement.getWarnings().getSQLState()).isEqualTo("42P07");
    }
  }

  @Test
  void replicationIsRefused() {
    Properties properties = properties();
    PGProperty.REPLICATION.set(properties, "database");
    PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "17");
    PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
    assertThatThrownBy(() -> connect(properties).close())
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("0A000"));
  }
}
