package dev.instar.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The archive that users unpack; it is there only after the package phase. */
@EnabledIfSystemProperty(named = "instar.distribution", matches = ".+")
class DistributionTest {
  @TempDir private Path directory;
  private Path unpacked;

  @BeforeEach
  void unpack() throws IOException {
    String archive = System.getProperty("instar.distribution");
    assertThat(Ran.of(directory, Map.of(), List.of("tar", "xzf", archive)).exitCode()).isZero();
    try (Stream<Path> top = Files.list(directory)) {
      unpacked = top.toList().getFirst();
    }
  }

  @Test
  void isOneDirectoryWithAllThatIsNeeded() throws IOException {
    assertThat(unpacked.getFileName().toString()).startsWith("instar-");
    try (Stream<Path> files = Files.list(unpacked)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("instar", "lib", "README.md", "CHANGELOG.md", "LICENSE");
    }
    try (Stream<Path> jars = Files.list(unpacked.resolve("lib"))) {
      assertThat(jars.map(jar -> jar.getFileName().toString()))
          .allSatisfy(name -> assertThat(name).endsWith(".jar"))
          .noneMatch(name -> name.contains("tests") || name.contains("samples"));
    }
  }

  @Test
  void runs() {
    Ran ran = instar("--version");
    assertThat(ran.exitCode()).as(ran.error()).isZero();
    assertThat(ran.output()).startsWith("instar ");
    assertThat(ran.error()).isEmpty();
  }

  @Test
  void plans() throws IOException, SQLException {
    Path script = Files.writeString(directory.resolve("a.sql"), "ALTER TABLE t ADD COLUMN b int");
    try (SharedDatabase database = PostgresServer.shared(PostgresVersion.V17).createDatabase();
        Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (a int)");
      Map<String, String> environment = new HashMap<>(environment(Path.of("/dev/null/none")));
      environment.putAll(InstarRun.environment(database));
      Ran ran =
          Ran.of(directory, environment, List.of(unpacked + "/instar", "plan", script.toString()));
      assertThat(ran.exitCode()).as(ran.error()).isZero();
      assertThat(ran.output()).startsWith("Plan of a\n").contains("Add column b");
    }
  }

  /** The archive of classes is made in the background, once, and does no harm. */
  @Test
  void startsFromAnArchiveOfItsClasses() throws IOException, InterruptedException {
    Path cache = Files.createDirectories(directory.resolve("cache"));
    try (WatchService watch = cache.getFileSystem().newWatchService()) {
      Path instar = Files.createDirectories(cache.resolve("instar"));
      instar.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      assertThat(instar(cache, "--version").exitCode()).isZero();
      while (archives(instar).isEmpty()) {
        WatchKey key = watch.poll(60, TimeUnit.SECONDS);
        assertThat(key).as("no archive within a minute").isNotNull();
        key.pollEvents();
        key.reset();
      }
    }
    Ran ran = instar(cache, "--version");
    assertThat(ran.exitCode()).as(ran.error()).isZero();
    assertThat(ran.output()).startsWith("instar ");
  }

  private static List<Path> archives(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".jsa")).toList();
    }
  }

  private Ran instar(String... arguments) {
    return instar(Path.of("/dev/null/none"), arguments);
  }

  private Ran instar(Path cache, String... arguments) {
    return Ran.of(
        directory,
        environment(cache),
        Stream.concat(Stream.of(unpacked + "/instar"), Stream.of(arguments)).toList());
  }

  private static Map<String, String> environment(Path cache) {
    return Map.of(
        "INSTAR_JAVA", System.getProperty("java.home"), "XDG_CACHE_HOME", cache.toString());
  }
}
