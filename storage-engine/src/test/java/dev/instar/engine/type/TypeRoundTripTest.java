package dev.instar.engine.type;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random values of each type: what we print the server reads as the value we send in binary, and
 * what it prints and sends, we read; and both order the values in the same way.
 */
class TypeRoundTripTest {
  /** Those that the server has no {@code <} for, and arrays of them. */
  private static final Set<String> WITHOUT_ORDER = Set.of("xid", "cid", "_xid", "_cid", "_json");

  private static final long SEED = Long.getLong("instar.seed", System.nanoTime());
  private static final int VALUES = 120;
  private static final List<String> SCALARS =
      List.of(
          "bool",
          "int2",
          "int4",
          "int8",
          "numeric",
          "float4",
          "float8",
          "text",
          "varchar",
          "bpchar",
          "name",
          "char",
          "citext",
          "bytea",
          "date",
          "time",
          "timetz",
          "timestamp",
          "timestamptz",
          "interval",
          "uuid",
          "json",
          "jsonb",
          "oid",
          "xid",
          "xid8",
          "tid",
          "pg_lsn");

  private static Connection connection;

  @BeforeAll
  static void connect() throws SQLException {
    System.out.println("seed " + SEED);
    Properties properties = new Properties();
    properties.setProperty("preferQueryMode", "extended");
    connection = PostgresServer.shared(PostgresVersion.V17).connect("postgres", properties);
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE EXTENSION IF NOT EXISTS citext");
      statement.execute("SET TimeZone = 'UTC'");
    }
  }

  @AfterAll
  static void disconnect() throws SQLException {
    connection.close();
  }

  static Stream<DataType> types() {
    return Stream.concat(
        SCALARS.stream().map(name -> Types.byName(name).orElseThrow()),
        SCALARS.stream().map(name -> Types.byName("_" + name).orElseThrow()));
  }

  private static String serverName(DataType type) {
    String name = type.element().orElse(type).name();
    return (name.equals("char") ? "\"char\"" : name) + (type instanceof ArrayType ? "[]" : "");
  }

  private static String sendFunction(DataType type) {
    if (type instanceof ArrayType) {
      return "array_send";
    }
    return switch (type.name()) {
      case "bool",
          "text",
          "varchar",
          "bpchar",
          "name",
          "char",
          "bytea",
          "citext",
          "int2",
          "int4",
          "int8",
          "float4",
          "float8" ->
          type.name() + "send";
      case "oid", "xid", "xid8", "tid" -> type.name() + "send";
      default -> type.name() + "_send";
    };
  }

  @ParameterizedTest
  @MethodSource("types")
  void textAndBinaryAreTheServers(DataType type) throws SQLException {
    RandomValues random = new RandomValues(SEED ^ type.oid());
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < VALUES; i++) {
      values.add(random.of(type));
    }
    boolean citextArray = type.name().equals("_citext");
    String name = serverName(type);
    String query =
        "SELECT v::%s::text, %s(v::%s) FROM unnest(?::text[]) WITH ORDINALITY AS t(v, n) ORDER BY n"
            .formatted(name, sendFunction(type), name);
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setArray(
          1,
          connection.createArrayOf(
              "text", values.stream().map(v -> type.print(v, TextFormat.DEFAULT)).toArray()));
      try (ResultSet result = statement.executeQuery()) {
        for (Object value : values) {
          result.next();
          String text = type.print(value, TextFormat.DEFAULT);
          // Casts from char(n) and "char" to text are not their output functions.
          if (!List.of("bpchar", "bool", "name").contains(type.name())) {
            assertEquals(result.getString(1), text, "text");
          }
          byte[] binary = result.getBytes(2);
          assertEquals(
              type.print(value, TextFormat.DEFAULT),
              type.print(type.parse(text, TextFormat.DEFAULT), TextFormat.DEFAULT),
              "parse");
          if (!citextArray) { // its element OID is an extension's
            assertArrayEquals(binary, type.send(value), () -> "binary of " + text);
            Object received = type.receive(binary);
            assertEquals(text, type.print(received, TextFormat.DEFAULT), "receive");
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void orderIsTheServers(DataType type) throws SQLException {
    RandomValues random = new RandomValues(~SEED ^ type.oid());
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < VALUES; i++) {
      texts.add(type.print(random.of(type), TextFormat.DEFAULT));
    }
    List<Object> values = texts.stream().map(text -> type.parse(text, TextFormat.DEFAULT)).toList();
    try {
      type.compare(values.get(0), values.get(1));
    } catch (SqlException e) {
      assertEquals("42883", e.state().code());
      return;
    }
    if (WITHOUT_ORDER.contains(type.name())) {
      return;
    }
    String name = serverName(type);
    // The server's answer for each neighbouring pair, in the type's own operators.
    String query =
        ("SELECT CASE WHEN a < b THEN -1 WHEN a = b THEN 0 ELSE 1 END FROM (SELECT v::%s AS a,"
                + " lead(v::%s) OVER (ORDER BY n) AS b, n FROM unnest(?::text[]) WITH ORDINALITY AS"
                + " t(v, n)) AS p ORDER BY n")
            .formatted(name, name);
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setArray(1, connection.createArrayOf("text", texts.toArray()));
      try (ResultSet result = statement.executeQuery()) {
        for (int i = 0; i + 1 < VALUES; i++) {
          result.next();
          Object left = values.get(i);
          Object right = values.get(i + 1);
          String pair = texts.get(i) + " | " + texts.get(i + 1);
          int expected = result.getInt(1);
          assertAll(
              () -> assertEquals(expected, Integer.signum(type.compare(left, right)), pair),
              () -> assertEquals(expected == 0, type.key(left).equals(type.key(right)), pair));
          if (expected == 0) {
            assertEquals(type.key(left).hashCode(), type.key(right).hashCode(), pair);
          }
        }
      }
    }
  }
}
