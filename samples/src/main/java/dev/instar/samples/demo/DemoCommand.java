package dev.instar.samples.demo;

import dev.instar.cli.shell.Shell;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.report.Ink;
import dev.instar.migrator.report.Quantities;
import dev.instar.samples.SampleMigration;
import dev.instar.samples.ServerVersion;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows one migration twice: as it is usually run, and run by Instar. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Watch one migration twice, as it is usually run and run by Instar.",
      "Starts a server of its own and leaves nothing behind. About a minute."
    },
    footer = {"", "Example:", "  instar demo --rows 200000"})
public final class DemoCommand implements Callable<Integer> {
  private static final SampleMigration MIGRATION =
      SampleMigration.of("01-orders-bigint", "V7__orders_bigint.sql");

  private static final int DEFAULT_VERSION = 17;

  /** What a shell makes of SIGINT. */
  private static final int STOPPED = 130;

  private final Shell shell;

  @Option(
      names = "--on",
      paramLabel = "SERVER",
      description =
          "What it runs on: bundled, the engine that comes with Instar; or postgresql, a real"
              + " server (default: bundled).")
  private Optional<Ground> on = Optional.empty();

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Orders in the shop (default: 400000; 1000000 on a real server).")
  private Optional<Integer> givenRows = Optional.empty();

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "6",
      description = "Clients that use the shop (default: ${DEFAULT-VALUE}).")
  private int clients;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "240",
      description = "Requests per second of all clients together (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--postgresql",
      paramLabel = "VERSION",
      description = "On a real server of that version, 14 to 18 (default: 17).")
  private Optional<Integer> givenVersion = Optional.empty();

  public DemoCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws SQLException, InterruptedException {
    Ground ground = on.orElse(givenVersion.isEmpty() ? Ground.BUNDLED : Ground.POSTGRESQL);
    check(
        ground == Ground.POSTGRESQL || givenVersion.isEmpty(),
        "--postgresql asks for a real server, --on for the bundled engine");
    PostgresVersion version = ServerVersion.of(givenVersion.orElse(DEFAULT_VERSION));
    int rows = givenRows.orElse(ground.orders);
    check(rows > 0, "--rows must be at least 1");
    check(clients > 0, "--clients must be at least 1");
    check(rate > 0, "--rate must be at least 1");
    try {
      show(ground, version, rows);
      return 0;
    } catch (SQLException | RuntimeException e) {
      if (isStopped()) {
        return STOPPED;
      }
      throw e;
    }
  }

  /** Whether Ctrl-C has ended the server under the demo, which is then no failure. */
  private static boolean isStopped() {
    Thread hook = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      Runtime.getRuntime().removeShutdownHook(hook);
      return false;
    } catch (IllegalStateException shuttingDown) {
      return true;
    }
  }

  private void show(Ground ground, PostgresVersion version, int rows)
      throws SQLException, InterruptedException {
    Ink ink = shell.terminal().outputInk();
    say("Starting " + ground.text(version) + " with a shop in it, twice the same.");
    try (Shop shop = Shop.open(ground.start(version), rows)) {
      say(
          "%s. %d clients send %d requests a second, and never stop."
              .formatted(orders(rows), clients, rate));
      if (LiveView.redraws(shell)) {
        say("Each bar is a quarter of a second: how long its slowest answer took.");
      }
      Demo demo = new Demo(shell, shop, clients, rate);

      say("\n" + ink.heading(MIGRATION.statement()));
      say("As it is written: the server locks the table, writes it anew, and all wait.");
      Result plain = demo.half(shop.first(), new PlainAlter(MIGRATION.script()));

      say("\n" + ink.heading("instar migrate " + MIGRATION.file()));
      say("The same statement: Instar copies the table beside itself piece by piece,");
      say("follows every change, compares all rows, and swaps the two in one short lock.");
      Result online = demo.half(shop.second(), new InstarMigrate(MIGRATION));

      say("\n" + Comparison.of(plain, online, ink));
      say(
          "Users waited up to %s with ALTER TABLE, and up to %s with Instar."
              .formatted(
                  Quantities.duration(plain.during().longestStall()),
                  Quantities.duration(online.during().longestStall())));
    }
  }

  private static String orders(int rows) {
    return String.format(Locale.ROOT, "%,d orders", rows);
  }

  private static void check(boolean holds, String message) {
    if (!holds) {
      throw usage(message);
    }
  }

  private static MigrationException usage(String message) {
    return new MigrationException(ErrorCode.USAGE, message, "Run: instar demo --help");
  }

  private void say(String line) {
    shell.output().println(line);
  }
}
