package dev.instar.samples.bench;

import dev.instar.engine.oracle.SharedDatabase;
import dev.instar.samples.load.ClientSetup;
import dev.instar.samples.load.Experience;
import dev.instar.samples.load.OpenLoop;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Clients update the table at half the rate that the server can do: what they notice. */
final class LoadScenario implements Scenario {
  private static final String NAME = "load";
  private static final String TOOK = "Instar, start to swap, verified";
  private static final String P99_BEFORE = "p99 before";
  private static final String P99_DURING = "p99 during";
  private static final int CLIENTS = 8;
  private static final Duration CAPACITY_LENGTH = Duration.ofSeconds(5);
  private static final Duration BEFORE = Duration.ofSeconds(10);

  @Override
  public void measure(Bench bench) throws SQLException, InterruptedException {
    double capacity = capacity(bench);
    for (int run = 0; run < bench.runs; run++) {
      measure(bench, capacity / 2);
    }
    bench.measurements.ratio(NAME, "p99 during / before", P99_DURING, P99_BEFORE);
    if (!bench.measurements.has(IdleScenario.NAME, IdleScenario.INSTAR)) {
      IdleScenario.instar(bench);
    }
    double idle = bench.measurements.get(IdleScenario.NAME, IdleScenario.INSTAR).median();
    double loaded = bench.measurements.get(NAME, TOOK).median();
    bench.measurements.add(NAME, "under load / idle", "×", loaded / idle);
  }

  private static double capacity(Bench bench) throws SQLException, InterruptedException {
    bench.say("load: how much the server can do");
    try (SharedDatabase database = bench.accounts(bench.rows);
        OpenLoop load =
            new OpenLoop(CLIENTS, Double.POSITIVE_INFINITY, database::connect, update(bench))) {
      load.start();
      // The first second warms up.
      TimeUnit.SECONDS.sleep(1);
      load.beginPhase();
      TimeUnit.NANOSECONDS.sleep(CAPACITY_LENGTH.toNanos());
      load.stop();
      double perSecond = load.experience(1).perSecond();
      bench.measurements.add(NAME, "capacity", "/s", perSecond);
      return perSecond;
    }
  }

  private static void measure(Bench bench, double rate) throws SQLException, InterruptedException {
    bench.say("load: instar migrate under %.0f updates per second".formatted(rate));
    try (SharedDatabase database = bench.accounts(bench.rows);
        OpenLoop load = new OpenLoop(CLIENTS, rate, database::connect, update(bench))) {
      load.start();
      TimeUnit.SECONDS.sleep(1);
      load.beginPhase();
      TimeUnit.NANOSECONDS.sleep(BEFORE.toNanos());
      load.beginPhase();
      Migration migration = Migration.run(database, event -> {});
      load.beginPhase();
      load.stop();
      Experience before = load.experience(1);
      Experience during = load.experience(2);
      add(bench, TOOK, "s", Accounts.seconds(migration.took()));
      add(bench, P99_BEFORE, "ms", millis(before.latencies().quantile(0.99)));
      add(bench, P99_DURING, "ms", millis(during.latencies().quantile(0.99)));
      add(bench, "longest stall before", "ms", millis(before.longestStall()));
      add(bench, "longest stall during", "ms", millis(during.longestStall()));
      add(bench, "updates answered during", "/s", during.perSecond());
      add(bench, "updates failed", "updates", (double) (before.failed() + during.failed()));
      add(bench, "rows that differ", "rows", (double) migration.rowsDiffering());
    }
  }

  private static ClientSetup update(Bench bench) {
    return (connection, client) -> {
      SplittableRandom random = new SplittableRandom(client);
      PreparedStatement update =
          connection.prepareStatement("UPDATE accounts SET abalance = abalance + ? WHERE aid = ?");
      return () -> {
        update.setInt(1, random.nextInt(-5000, 5001));
        update.setLong(2, random.nextLong(1, bench.rows + 1));
        update.executeUpdate();
      };
    };
  }

  private static void add(Bench bench, String what, String unit, double value) {
    bench.measurements.add(NAME, what, unit, value);
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
