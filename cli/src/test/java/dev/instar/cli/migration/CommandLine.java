package dev.instar.cli.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.cli.TestShell;
import dev.instar.engine.oracle.SharedDatabase;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The commands as one user of one database gives them. */
record CommandLine(Map<String, String> environment) {

  static CommandLine of(SharedDatabase database, String user, String password) {
    return new CommandLine(
        Map.of("INSTAR_URL", database.jdbcUrl(), "INSTAR_USER", user, "INSTAR_PASSWORD", password));
  }

  static CommandLine ofSuperuser(SharedDatabase database) {
    return of(database, database.server().user(), database.server().password());
  }

  /** What a command came to. */
  record Result(int exitCode, String output, String error) {}

  Result run(String... arguments) {
    TestShell shell = new TestShell(environment);
    int exitCode = shell.run(arguments);
    return new Result(exitCode, shell.output(), shell.error());
  }

  /** Runs a command that must succeed, and returns what it printed. */
  String done(String... arguments) {
    Result result = run(arguments);
    assertThat(result.exitCode())
        .as("instar %s%n%s%s", String.join(" ", arguments), result.output(), result.error())
        .isZero();
    return result.output();
  }

  /** Begins a command; it goes on beside the caller. */
  CompletableFuture<Result> begin(String... arguments) {
    return CompletableFuture.supplyAsync(() -> run(arguments));
  }
}
