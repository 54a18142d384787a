package dev.instar.engine.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The scripts beside this test: on the engine and on a real PostgreSQL 17 each statement comes to
 * what the script says, waiting for whom it says. {@code -Dinstar.rewrite=true} writes into the
 * scripts what PostgreSQL did, to be read before it is committed.
 */
class LockScriptTest {
  private static final Path SCRIPTS = Path.of("src/test/resources/dev/instar/engine/lock");
  private static final int SESSIONS = 4;

  static Stream<Path> scripts() {
    try (Stream<Path> files = Files.list(SCRIPTS)) {
      return files.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void postgresDoesWhatTheScriptSays(Path script) throws IOException, SQLException {
    List<String> lines = Files.readAllLines(script);
    List<String> trace;
    try (PostgresSessions postgres = new PostgresSessions(SESSIONS)) {
      trace = LockScript.normalized(LockScript.run(lines, postgres), postgres.numbersByPid());
    }
    if (Boolean.getBoolean("instar.rewrite")) {
      Files.write(script, trace);
    }
    assertThat(trace).isEqualTo(Files.readAllLines(script));
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void theEngineDoesWhatTheScriptSays(Path script) throws IOException {
    List<String> lines = Files.readAllLines(script);
    try (EngineSessions engine = new EngineSessions(SESSIONS)) {
      List<String> trace = LockScript.normalized(LockScript.run(lines, engine), Map.of());
      assertThat(trace).isEqualTo(lines);
    }
  }
}
