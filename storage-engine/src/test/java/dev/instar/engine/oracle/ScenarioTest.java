package dev.instar.engine.oracle;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.instar.engine.BundledDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Two oracles: every file of {@code scenarios/} is run on the bundled engine and on a real
 * PostgreSQL 17, through the same driver, in simple and in extended protocol, each time in a new
 * database. Names and types of columns, rows as text, counts, SQLSTATEs and messages must agree.
 * See {@link ScenarioFile} for what a file says.
 *
 * <p>The environment variable {@code SCENARIO} chooses the files with that text in their path.
 */
final class ScenarioTest {
  private static final String USER = "postgres";

  @TestFactory
  Stream<DynamicContainer> scenarios() throws IOException, URISyntaxException {
    Path root = Path.of(root());
    String chosen = System.getenv().getOrDefault("SCENARIO", "");
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".sql"))
          .filter(file -> root.relativize(file).toString().contains(chosen))
          .sorted()
          .map(file -> scenario(root, file))
          .toList()
          .stream();
    }
  }

  private static URI root() throws URISyntaxException {
    return ScenarioTest.class.getResource("/dev/instar/engine/scenarios").toURI();
  }

  private static DynamicContainer scenario(Path root, Path file) {
    return DynamicContainer.dynamicContainer(
        root.relativize(file).toString(),
        Stream.of("simple", "extended")
            .map(mode -> DynamicTest.dynamicTest(mode, file.toUri(), () -> compare(file, mode))));
  }

  private static void compare(Path file, String mode) throws IOException, SQLException {
    ScenarioFile scenario = ScenarioFile.read(file);
    List<String> expected;
    try (SharedDatabase real = PostgresServer.shared(PostgresVersion.V17).createDatabase();
        Connection connection = real.server().connect(real.name(), mode(mode))) {
      expected = ScenarioRun.run(connection, scenario);
    }
    List<String> actual;
    try (BundledDatabase engine = BundledDatabase.builder().user(USER).inMemory();
        Connection connection = connect(engine, mode)) {
      actual = ScenarioRun.run(connection, scenario);
    }
    StringBuilder differences = new StringBuilder();
    for (int i = 0; i < expected.size(); i++) {
      ScenarioFile.Step step = scenario.steps().get(i);
      boolean agrees =
          step.refused().isPresent()
              ? actual.get(i).startsWith("error 0A000")
              : actual.get(i).equals(expected.get(i));
      if (!agrees) {
        differences
            .append("\nline %d: %s\n  postgresql: ".formatted(step.line(), step.sql()))
            .append(step.refused().map(why -> "0A000, " + why).orElse(expected.get(i)))
            .append("\n  engine:     ")
            .append(actual.get(i));
      }
    }
    assertTrue(differences.isEmpty(), () -> file.getFileName() + ": " + differences);
  }

  private static Properties mode(String mode) {
    Properties properties = new Properties();
    properties.setProperty("preferQueryMode", mode);
    return properties;
  }

  private static Connection connect(BundledDatabase engine, String mode) throws SQLException {
    Properties properties = mode(mode);
    properties.setProperty("user", engine.user());
    properties.setProperty("password", engine.password());
    return DriverManager.getConnection(engine.jdbcUrl(), properties);
  }
}
