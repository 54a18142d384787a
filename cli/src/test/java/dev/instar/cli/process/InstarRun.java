package dev.instar.cli.process;

import dev.instar.engine.oracle.SharedDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs the command line in a JVM of its own, on this one's class path. */
final class InstarRun {
  private InstarRun() {}

  static Ran of(Path directory, Map<String, String> environment, String... arguments) {
    return Ran.of(directory, environment, command(arguments));
  }

  static List<String> command(String... arguments) {
    return Stream.concat(
            Stream.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.instar.cli.Main"),
            Stream.of(arguments))
        .toList();
  }

  /** The environment of someone who uses that database as its superuser. */
  static Map<String, String> environment(SharedDatabase database) {
    return Map.of(
        "INSTAR_URL", database.jdbcUrl(),
        "INSTAR_USER", database.server().user(),
        "INSTAR_PASSWORD", database.server().password());
  }
}
