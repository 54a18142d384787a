package dev.instar.samples.demo;

import dev.instar.cli.shell.Shell;
import dev.instar.engine.oracle.SharedDatabase;
import dev.instar.migrator.progress.ProgressEvent;
import dev.instar.samples.load.OpenLoop;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The course of the demo, told as it happens. Run by one thread. */
final class Demo {
  private static final Duration BEFORE = Duration.ofSeconds(3);
  private static final Duration AFTER = Duration.ofSeconds(2);
  private static final int DURING_PHASE = 1;

  private final Shell shell;
  private final Shop shop;
  private final int clients;
  private final int requestsPerSecond;

  Demo(Shell shell, Shop shop, int clients, int requestsPerSecond) {
    this.shell = shell;
    this.shop = shop;
    this.clients = clients;
    this.requestsPerSecond = requestsPerSecond;
  }

  /** Runs one half: clients before, during and after the change. */
  Result half(SharedDatabase database, Change change) throws SQLException, InterruptedException {
    Writes writes = new Writes();
    try (OpenLoop load =
        new OpenLoop(
            clients,
            requestsPerSecond,
            () -> Shop.connectClient(database),
            (connection, client) -> new ShopClient(connection, client, shop.orders(), writes))) {
      load.start();
      Duration took;
      Optional<ProgressEvent.RebuildSummary> summary;
      try (LiveView view = new LiveView(shell, load)) {
        view.status("before");
        TimeUnit.NANOSECONDS.sleep(BEFORE.toNanos());
        load.beginPhase();
        long began = System.nanoTime();
        summary = change.run(database, view::status);
        took = Duration.ofNanos(System.nanoTime() - began);
        load.beginPhase();
        view.status("done");
        TimeUnit.NANOSECONDS.sleep(AFTER.toNanos());
        load.stop();
      }
      if (load.firstFailure() != null) {
        shell.output().println("  a request failed: " + load.firstFailure());
      }
      return new Result(
          took,
          load.experience(DURING_PHASE),
          writes.count(),
          shop.lostWrites(database, writes),
          summary);
    }
  }
}
