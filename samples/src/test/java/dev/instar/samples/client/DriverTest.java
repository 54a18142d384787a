package dev.instar.samples.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.samples.client.BothServers.Target;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.Array;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Properties;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.copy.CopyManager;

/** pgJDBC's more particular ways: binary values, batches, COPY, portals, warnings, cancelling. */
class DriverTest {
  private static final int MANY = 30_000;

  private static final String VALUES =
      """
      SELECT true, 1::smallint, -2, 3::bigint, 12345.678900, 'NaN'::numeric, 1.5::real, 1e300,
             'täxt €𝄞', 'v'::varchar(3), 'c'::char(4), '\\xdeadbeef'::bytea, date '1582-10-15',
             time '23:59:59.999999', timestamp '2024-02-29 12:34:56.789',
             timestamptz '2024-02-29 12:34:56.789+05', interval '1 year 2 mons -3 days 04:05:06.7',
             '00000000-0000-4000-8000-00000000000a'::uuid, '{"a": [1, null]}'::json,
             '{"b": 1, "a": 2}'::jsonb, ARRAY[1, NULL, 3], ARRAY['x', 'y "z"'], 42::oid, NULL::int
      """;

  @Test
  void binaryValuesAreWhatTextSays() throws Exception {
    assertThat(BothServers.sameAnswer(target -> values(target, 0) + values(target, -1)))
        .contains("12345.678900", "2024-02-29");
  }

  private static String values(Target target, int prepareThreshold) throws SQLException {
    Properties properties = new Properties();
    PGProperty.PREPARE_THRESHOLD.set(properties, prepareThreshold);
    StringBuilder told = new StringBuilder();
    try (Connection connection = target.connect(properties);
        PreparedStatement select = connection.prepareStatement(VALUES)) {
      for (int run = 0; run < 2; run++) {
        try (ResultSet row = select.executeQuery()) {
          row.next();
          for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            told.append(row.getMetaData().getColumnTypeName(i)).append(' ');
            Object value = row.getObject(i);
            told.append(text(value));
            if (!(value instanceof byte[])) {
              told.append(' ').append(row.getString(i));
            }
            told.append('\n');
          }
        }
      }
    }
    return told.toString();
  }

  private static String text(Object value) throws SQLException {
    return switch (value) {
      case null -> "null";
      case byte[] bytes -> Arrays.toString(bytes);
      case Array array -> Arrays.toString((Object[]) array.getArray());
      default -> value.getClass().getSimpleName() + " " + value;
    };
  }

  @Test
  void batchesCopyAndPortalsCarryManyRows() throws Exception {
    assertThat(BothServers.sameAnswer(DriverTest::manyRows)).contains("23505");
  }

  private static String manyRows(Target target) throws Exception {
    StringBuilder told = new StringBuilder();
    Properties properties = new Properties();
    PGProperty.REWRITE_BATCHED_INSERTS.set(properties, true);
    try (Connection connection = target.connect(properties);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (id int PRIMARY KEY, note text, at timestamptz)");
      connection.setAutoCommit(false);
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO t VALUES (?, ?, ?::timestamptz)")) {
        for (int i = 0; i < 2_000; i++) {
          insert.setInt(1, i);
          insert.setString(2, i % 7 == 0 ? null : "row\t" + i + "\\");
          insert.setString(3, "2024-01-01 00:00:00+00");
          insert.addBatch();
        }
        told.append(insert.executeBatch().length).append('\n');
        connection.commit();
        insert.setInt(1, 5);
        insert.setString(2, "there already");
        insert.setString(3, null);
        insert.addBatch();
        insert.executeBatch();
      } catch (BatchUpdateException e) {
        told.append(e.getSQLState()).append(' ').append(e.getMessage()).append('\n');
        connection.rollback();
      }
      copy(connection, told);
      try (PreparedStatement read = connection.prepareStatement("SELECT * FROM t ORDER BY id")) {
        read.setFetchSize(1_000);
        long sum = 0;
        try (ResultSet rows = read.executeQuery()) {
          while (rows.next()) {
            sum = 31 * sum + rows.getInt(1) + (rows.getString(2) + rows.getString(3)).hashCode();
          }
        }
        told.append(sum).append('\n');
      }
      connection.commit();
    }
    return told.toString();
  }

  private static void copy(Connection connection, StringBuilder told) throws Exception {
    CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
    StringBuilder rows = new StringBuilder("id,note\n");
    for (int i = 2_000; i < MANY; i++) {
      rows.append(i).append(i % 5 == 0 ? "," : ",\"a \"\"note\"\", " + i + "\"").append('\n');
    }
    told.append(
            copies.copyIn(
                "COPY t (id, note) FROM STDIN (FORMAT csv, HEADER)",
                new StringReader(rows.toString())))
        .append('\n');
    StringWriter out = new StringWriter();
    told.append(copies.copyOut("COPY (SELECT * FROM t ORDER BY id) TO STDOUT", out)).append('\n');
    told.append(out.toString().hashCode()).append('\n');
    connection.commit();
    try {
      copies.copyIn("COPY t FROM STDIN", new StringReader("1\tone\n"));
    } catch (SQLException e) {
      told.append(e.getMessage()).append('\n');
      connection.rollback();
    }
  }

  @Test
  void keysWarningsAndCancellingComeBack() throws Exception {
    assertThat(BothServers.sameAnswer(DriverTest::particulars)).contains("57014", "skipping");
  }

  private static String particulars(Target target) throws Exception {
    StringBuilder told = new StringBuilder();
    try (Connection connection = target.connect();
        Connection onlooker = target.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS k (id bigserial PRIMARY KEY, a text UNIQUE)");
      statement.execute("CREATE TABLE IF NOT EXISTS k (id int)");
      statement.execute("DROP TABLE IF EXISTS absent");
      for (SQLWarning w = statement.getWarnings(); w != null; w = w.getNextWarning()) {
        told.append(w.getSQLState()).append(' ').append(w.getMessage()).append('\n');
      }
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO k (a) VALUES (?)", Statement.RETURN_GENERATED_KEYS)) {
        insert.setString(1, "first");
        insert.executeUpdate();
        try (ResultSet keys = insert.getGeneratedKeys()) {
          keys.next();
          told.append(keys.getLong("id")).append(keys.getString("a")).append('\n');
        }
      }
      FutureTask<String> sleep =
          new FutureTask<>(
              () -> {
                try {
                  statement.execute("SELECT pg_sleep(600)");
                  return "slept";
                } catch (SQLException e) {
                  return e.getSQLState() + " " + e.getMessage();
                }
              });
      Thread.ofPlatform().start(sleep);
      int pid = connection.unwrap(PGConnection.class).getBackendPID();
      await(onlooker, "SELECT state = 'active' FROM pg_stat_activity WHERE pid = " + pid);
      statement.cancel();
      told.append(sleep.get()).append('\n');
      try (ResultSet after = statement.executeQuery("SELECT count(*) FROM k")) {
        after.next();
        told.append(after.getInt(1)).append('\n');
      }
    }
    return told.toString();
  }

  private static void await(Connection connection, String question) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (boolean answer = false; !answer; ) {
        try (ResultSet result = statement.executeQuery(question)) {
          result.next();
          answer = result.getBoolean(1);
        }
      }
    }
  }
}
