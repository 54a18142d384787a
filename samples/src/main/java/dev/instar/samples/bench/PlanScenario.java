package dev.instar.samples.bench;

import dev.instar.engine.oracle.SharedDatabase;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** How long {@code instar plan} of one file takes from the shell. */
record PlanScenario(Path launcher) implements Scenario {
  private static final String NAME = "plan";
  private static final int TIMES = 10;

  @Override
  public void measure(Bench bench) throws SQLException, InterruptedException {
    bench.say("plan: " + launcher + " plan, " + TIMES + " times");
    try (SharedDatabase database = bench.accounts(1_000)) {
      Path script = Files.createTempFile("V1__accounts_bigint", ".sql");
      try {
        Files.writeString(script, Accounts.ALTER);
        // Once for what happens only once: building, and the archive of classes.
        plan(database, script);
        for (int i = 0; i < TIMES; i++) {
          bench.measurements.add(NAME, "instar plan", "ms", plan(database, script));
        }
      } finally {
        Files.delete(script);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private double plan(SharedDatabase database, Path script)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(List.of(launcher.toString(), "plan", script.toString()));
    builder
        .environment()
        .putAll(
            Map.of(
                "INSTAR_URL", database.jdbcUrl(),
                "INSTAR_USER", database.server().user(),
                "INSTAR_PASSWORD", database.server().password()));
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    long began = System.nanoTime();
    int code = builder.start().waitFor();
    double millis = (System.nanoTime() - began) / 1e6;
    if (code != 0) {
      throw new MigrationException(
          ErrorCode.INTERNAL, launcher + " plan ended with " + code, "Run it by itself.");
    }
    return millis;
  }
}
