package dev.instar.engine.logical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.instar.engine.BundledDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A stream of the engine's over a connection: slots, acknowledgement, keepalives, restart. */
@Timeout(60)
final class StreamTest {
  private static final String OPTIONS = "proto_version '1', publication_names 'p', messages 'true'";

  private static Connection connect(BundledDatabase database) throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }

  private static StreamClient client(BundledDatabase database) throws SQLException {
    return new StreamClient(database.jdbcUrl(), database.user(), database.password());
  }

  private static void execute(BundledDatabase database, String... statements) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String value(BundledDatabase database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      assertTrue(result.next(), "no row: " + sql);
      return result.getString(1);
    }
  }

  private static String slot(BundledDatabase database, String column) throws SQLException {
    return value(database, "SELECT " + column + " FROM pg_replication_slots WHERE slot_name = 's'");
  }

  private static void make(BundledDatabase database) throws SQLException {
    execute(
        database,
        "CREATE TABLE t (id int PRIMARY KEY)",
        "CREATE PUBLICATION p FOR TABLE t",
        "SELECT pg_create_logical_replication_slot('s', 'pgoutput')");
  }

  private static String kinds(List<StreamClient.Message> messages) {
    StringBuilder kinds = new StringBuilder();
    messages.forEach(message -> kinds.append((char) message.payload().get(0)));
    return kinds.toString();
  }

  @Test
  void whatWasNotConfirmedIsSentAgain() throws SQLException {
    try (BundledDatabase database = BundledDatabase.inMemory()) {
      make(database);
      execute(
          database,
          "INSERT INTO t VALUES (1)",
          "SELECT pg_logical_emit_message(true, 'one', '')",
          "INSERT INTO t VALUES (2)",
          "SELECT pg_logical_emit_message(true, 'two', '')");
      long end;
      try (StreamClient client = client(database).start("s", OPTIONS)) {
        List<StreamClient.Message> first = client.upTo("one");
        assertEquals("BRICBMC", kinds(first));
        end = first.getLast().payload().getLong(10);
        assertEquals("BICBMC", kinds(client.upTo("two")));
        client.status(end, false);
        client.end();
      }
      try (StreamClient client = client(database).start("s", OPTIONS)) {
        assertEquals("BRICBMC", kinds(client.upTo("two")));
      }
      assertEquals(
          "t", slot(database, "confirmed_flush_lsn - '0/0' = " + Long.toUnsignedString(end)));
    }
  }

  @Test
  void aSlotIsReadByOneAtATimeAndGoesWithItsSessionIfTemporary() throws SQLException {
    try (BundledDatabase database = BundledDatabase.inMemory()) {
      make(database);
      try (StreamClient client = client(database)) {
        client
            .connection()
            .createStatement()
            .execute("CREATE_REPLICATION_SLOT mine TEMPORARY LOGICAL pgoutput");
        client.start("s", OPTIONS);
        assertEquals("t", slot(database, "active"));
        assertEquals("1", value(database, "SELECT count(*) FROM pg_stat_replication"));
        try (StreamClient other = client(database)) {
          SQLException e = assertThrows(SQLException.class, () -> other.start("s", OPTIONS));
          assertEquals("55006", e.getSQLState());
          SQLException mine = assertThrows(SQLException.class, () -> other.start("mine", OPTIONS));
          assertEquals("55006", mine.getSQLState());
        }
        SQLException e =
            assertThrows(
                SQLException.class,
                () -> execute(database, "SELECT pg_drop_replication_slot('s')"));
        assertEquals("55006", e.getSQLState());
        execute(
            database,
            "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots"
                + " WHERE slot_name = 's'");
        assertThrows(SQLException.class, client::message);
      }
      try (Connection connection = connect(database);
          Statement statement = connection.createStatement()) {
        await(statement, "SELECT NOT bool_or(active) FROM pg_replication_slots");
        statement.execute("SELECT pg_drop_replication_slot('s')");
        await(statement, "SELECT count(*) = 0 FROM pg_replication_slots");
      }
    }
  }

  private static void await(Statement statement, String question) throws SQLException {
    while (true) {
      try (ResultSet result = statement.executeQuery(question)) {
        result.next();
        if (result.getBoolean(1)) {
          return;
        }
      }
    }
  }

  @Test
  void aSlotSurvivesACrashWithAllThatItHasNotSent(@TempDir Path directory) throws SQLException {
    try (BundledDatabase database = BundledDatabase.builder().password("p").open(directory)) {
      make(database);
      execute(database, "INSERT INTO t VALUES (1)", "ALTER TABLE t ADD COLUMN v text");
      try (Connection connection = connect(database)) {
        connection.setAutoCommit(false);
        connection.createStatement().execute("INSERT INTO t VALUES (7)");
        execute(database, "CHECKPOINT");
        database.crash();
      } catch (SQLException e) {
        // The connection was ended by the crash.
      }
    }
    try (BundledDatabase database = BundledDatabase.builder().password("p").open(directory)) {
      execute(
          database,
          "INSERT INTO t VALUES (2, 'x')",
          "CHECKPOINT",
          "SELECT pg_logical_emit_message(true, 'end', '')");
      try (StreamClient client = client(database).start("s", OPTIONS)) {
        assertEquals("BRICBRICBMC", kinds(client.upTo("end")));
      }
    }
  }

  @Test
  void aCommitIsDeliveredBeforeItIsVisible() throws Exception {
    try (BundledDatabase database = BundledDatabase.inMemory();
        StreamClient client = client(database)) {
      make(database);
      client.start("s", OPTIONS);
      database.commitGate().close();
      CompletableFuture<Void> insert =
          CompletableFuture.runAsync(
              () -> {
                try {
                  execute(database, "INSERT INTO t VALUES (1)");
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      StringBuilder kinds = new StringBuilder();
      while (!kinds.toString().endsWith("C")) {
        kinds.append((char) client.message().payload().get(0));
      }
      assertEquals("BRIC", kinds.toString());
      assertEquals("0", value(database, "SELECT count(*) FROM t"));
      assertFalse(insert.isDone());
      database.commitGate().open();
      insert.get(20, TimeUnit.SECONDS);
      assertEquals("1", value(database, "SELECT count(*) FROM t"));
    }
  }

  @Test
  void anIdleStreamTellsHowFarItIs() throws SQLException {
    try (BundledDatabase database = BundledDatabase.inMemory();
        StreamClient client = client(database)) {
      make(database);
      client.start("s", OPTIONS);
      execute(database, "CREATE TABLE other (id int)", "INSERT INTO other VALUES (1)");
      long end = Long.parseLong(value(database, "SELECT pg_current_wal_flush_lsn() - '0/0'"));
      StreamClient.Position position;
      do {
        position = (StreamClient.Position) client.receive();
      } while (position.end() < end);
      client.status(position.end(), true);
      StreamClient.Position reply = (StreamClient.Position) client.receive();
      assertTrue(reply.end() >= position.end());
      assertFalse(reply.replyRequested());
      assertEquals("t", slot(database, "confirmed_flush_lsn - '0/0' >= " + position.end()));
      assertEquals("t", slot(database, "restart_lsn - '0/0' >= " + end));
    }
  }

  @Test
  void aSilentClientIsAskedAndThenLeft() throws SQLException {
    try (BundledDatabase database = BundledDatabase.inMemory();
        StreamClient client = client(database)) {
      make(database);
      client.connection().createStatement().execute("SET wal_sender_timeout = '300ms'");
      client.start("s", OPTIONS);
      boolean asked = false;
      while (!asked) {
        asked = ((StreamClient.Position) client.receive()).replyRequested();
      }
      assertThrows(
          SQLException.class,
          () -> {
            while (true) {
              client.receive();
            }
          });
      assertEquals("f", slot(database, "active"));
    }
  }

  @Test
  void aNewSlotsSnapshotSeesExactlyWhatItsStreamDoesNotTell() throws SQLException {
    try (BundledDatabase database = BundledDatabase.inMemory();
        StreamClient client = client(database);
        Connection reader = connect(database)) {
      execute(
          database,
          "CREATE TABLE t (id int PRIMARY KEY)",
          "CREATE PUBLICATION p FOR TABLE t",
          "INSERT INTO t VALUES (1)");
      String name;
      try (Statement statement = client.connection().createStatement();
          ResultSet created =
              statement.executeQuery("CREATE_REPLICATION_SLOT s LOGICAL pgoutput")) {
        created.next();
        name = created.getString("snapshot_name");
      }
      execute(
          database,
          "INSERT INTO t VALUES (2)",
          "DELETE FROM t WHERE id = 1",
          "VACUUM t",
          "SELECT pg_logical_emit_message(true, 'end', '')");
      reader.setAutoCommit(false);
      reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      try (Statement statement = reader.createStatement()) {
        statement.execute("SET TRANSACTION SNAPSHOT '" + name + "'");
        try (ResultSet rows = statement.executeQuery("SELECT string_agg(id::text, ',') FROM t")) {
          rows.next();
          assertEquals("1", rows.getString(1));
        }
      }
      client.start("s", OPTIONS);
      assertEquals("BRICBDCBMC", kinds(client.upTo("end")));
    }
  }

  @Test
  void aDroppedDatabaseTakesItsSlotsWithIt() throws SQLException {
    try (BundledDatabase database = BundledDatabase.inMemory()) {
      execute(database, "CREATE DATABASE other");
      try (Connection connection =
              DriverManager.getConnection(
                  database.jdbcUrl("other"), database.user(), database.password());
          Statement statement = connection.createStatement()) {
        statement.execute("SELECT pg_create_logical_replication_slot('s', 'pgoutput')");
      }
      try (Connection connection = connect(database);
          Statement statement = connection.createStatement()) {
        await(statement, "SELECT count(*) = 1 FROM pg_stat_activity WHERE datname IS NOT NULL");
        statement.execute("DROP DATABASE other");
        await(statement, "SELECT count(*) = 0 FROM pg_replication_slots");
      }
    }
  }
}
