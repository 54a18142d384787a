package dev.instar.samples.bench;

import dev.instar.cli.shell.Shell;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.samples.ServerVersion;
import dev.instar.samples.contest.BuiltIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures Instar beside what PostgreSQL does by itself. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measure Instar beside what PostgreSQL does by itself, on a server of its own;",
      "and the bundled engine beside a real PostgreSQL and H2.",
      "Prints medians and ratios; the ratios are what holds on another machine, too."
    },
    footer = {
      "",
      "Examples:",
      "  instar bench --scenario idle",
      "  instar bench --scenario engine --scale 10 --seconds 10 --runs 1",
      "  instar bench --rows 1000000 --runs 1 --scenario load --json bench.json"
    })
public final class BenchCommand implements Callable<Integer> {
  private final Shell shell;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "5000000",
      description = "Rows of the table (default: ${DEFAULT-VALUE}).")
  private long rows;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often idle, load and engine are measured (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      defaultValue = "ALL",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private ScenarioName scenario;

  @Option(
      names = "--sizes",
      paramLabel = "N",
      split = ",",
      defaultValue = "1000000,5000000,10000000,20000000",
      description = "Rows of the tables of linear (default: ${DEFAULT-VALUE}).")
  private long[] sizes;

  @Option(
      names = "--postgresql",
      paramLabel = "VERSION",
      defaultValue = "17",
      description = "Version of the server, 14 to 18 (default: ${DEFAULT-VALUE}).")
  private int version;

  @Option(
      names = "--launcher",
      paramLabel = "FILE",
      defaultValue = "./instar",
      description = "What plan starts (default: ${DEFAULT-VALUE}).")
  private Path launcher;

  @Option(
      names = "--scale",
      paramLabel = "N",
      defaultValue = "50",
      description = "pgbench's scale in engine: 100,000 rows each (default: ${DEFAULT-VALUE}).")
  private int scale;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "20",
      description = "How long clients load a server in engine (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--log-megabytes",
      paramLabel = "N",
      defaultValue = "1024",
      description = "How much log is recovered in engine (default: ${DEFAULT-VALUE}).")
  private int logMegabytes;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Where every raw number goes; otherwise they follow the table.")
  private Optional<Path> json = Optional.empty();

  /** What can be measured. */
  enum ScenarioName {
    IDLE,
    LOAD,
    MEMORY,
    LINEAR,
    PLAN,
    ENGINE,
    ALL
  }

  public BenchCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws SQLException, InterruptedException {
    if (rows < 1 || runs < 1 || scale < 1 || seconds < 1 || logMegabytes < 1) {
      throw new MigrationException(
          ErrorCode.USAGE,
          "--rows, --runs, --scale, --seconds and --log-megabytes must be at least 1",
          "Run: instar bench --help");
    }
    PostgresVersion server = ServerVersion.of(version);
    try (Bench bench = new Bench(server, rows, runs, line -> shell.error().println(line))) {
      for (Scenario each : scenarios()) {
        each.measure(bench);
      }
      shell.output().print(bench.measurements.table());
      String raw = bench.measurements.json().toPrettyString();
      if (json.isPresent()) {
        Files.writeString(json.get(), raw + "\n");
      } else {
        shell.output().println(raw);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return 0;
  }

  private List<Scenario> scenarios() {
    List<Scenario> all = new ArrayList<>();
    for (ScenarioName name :
        scenario == ScenarioName.ALL ? ScenarioName.values() : new ScenarioName[] {scenario}) {
      switch (name) {
        case IDLE -> all.add(new IdleScenario());
        case LOAD -> all.add(new LoadScenario());
        case MEMORY -> all.add(new MemoryScenario());
        case LINEAR -> all.add(new LinearScenario(LongStream.of(sizes).boxed().toList()));
        case PLAN -> all.add(new PlanScenario(launcher.toAbsolutePath()));
        case ENGINE ->
            all.add(
                new EngineScenario(
                    List.of(BuiltIn.values()), scale, Duration.ofSeconds(seconds), logMegabytes));
        case ALL -> {}
      }
    }
    return all;
  }
}
