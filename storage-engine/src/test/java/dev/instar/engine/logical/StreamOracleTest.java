package dev.instar.engine.logical;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.instar.engine.BundledDatabase;
import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What a workload is in the stream: the engine's messages and a real server's are the same, byte by
 * byte, but for OIDs, positions, times and transaction ids.
 *
 * <p>A workload is a file of statements, each ending with a semicolon at the end of a line; what
 * comes before the line {@code -- slot} is done before there is a slot; {@code -- options: …} says
 * what the reader asks for beside the usual.
 */
final class StreamOracleTest {
  private static final Path WORKLOADS = Path.of("src/test/resources/dev/instar/engine/logical");

  @TestFactory
  Stream<DynamicTest> workloads() throws IOException {
    try (Stream<Path> files = Files.list(WORKLOADS)) {
      return files.sorted().toList().stream()
          .flatMap(
              file ->
                  Stream.of("1", "2")
                      .map(
                          version ->
                              DynamicTest.dynamicTest(
                                  file.getFileName() + " " + version,
                                  () -> compare(file, version))));
    }
  }

  private static void compare(Path file, String version) throws Exception {
    String text = Files.readString(file);
    String expected = onPostgres(text, version);
    assertEquals(expected, onEngine(text, version));
  }

  private static String onPostgres(String workload, String version) throws SQLException {
    PostgresServer server = PostgresServer.shared(PostgresVersion.V17);
    try (SharedDatabase database = server.createDatabase();
        Connection connection = database.connect()) {
      return run(
          connection, database.jdbcUrl(), server.user(), server.password(), workload, version);
    }
  }

  private static String onEngine(String workload, String version) throws SQLException {
    try (BundledDatabase database = BundledDatabase.inMemory();
        Connection connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
      return run(
          connection, database.jdbcUrl(), database.user(), database.password(), workload, version);
    }
  }

  private static String run(
      Connection connection,
      String url,
      String user,
      String password,
      String workload,
      String version)
      throws SQLException {
    String options =
        "\"proto_version\" '%s', \"publication_names\" 'p', \"messages\" 'true'".formatted(version)
            + more(workload);
    String slot = "s" + Long.toUnsignedString(System.nanoTime());
    List<String> parts = List.of(workload.split("(?m)^-- slot$", 2));
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements(parts.get(0))) {
        statement.execute(sql);
      }
      statement.execute("SELECT pg_create_logical_replication_slot('" + slot + "', 'pgoutput')");
      for (String sql : statements(parts.get(1))) {
        statement.execute(sql);
      }
      statement.execute("SELECT pg_logical_emit_message(true, 'the end', '')");
    }
    MessageText text = new MessageText();
    List<String> lines = new ArrayList<>();
    try (StreamClient client = new StreamClient(url, user, password)) {
      client.start(slot, options);
      for (StreamClient.Message message : client.upTo("the end")) {
        lines.add(text.line(message));
      }
    }
    return String.join("\n", lines);
  }

  private static String more(String workload) {
    return workload
        .lines()
        .filter(line -> line.startsWith("-- options: "))
        .map(line -> ", " + line.substring("-- options: ".length()))
        .findFirst()
        .orElse("");
  }

  private static List<String> statements(String text) {
    List<String> statements = new ArrayList<>();
    for (String piece : text.split("(?m);$")) {
      String sql = piece.strip();
      if (!sql.isEmpty()) {
        statements.add(sql);
      }
    }
    return statements;
  }
}
