package dev.instar.samples.bench;

import dev.instar.samples.contest.BuiltIn;
import dev.instar.samples.contest.Contestant;
import dev.instar.samples.contest.H2Contestant;
import dev.instar.samples.contest.JdbcClients;
import dev.instar.samples.contest.PgbenchTables;
import dev.instar.samples.contest.StockPgbench;
import dev.instar.samples.contest.Throughput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * pgbench's transactions by four clients: through JDBC, and by pgbench itself where it is
 * installed.
 *
 * @param length how long clients load a server, each time
 */
record EngineThroughput(Bench bench, List<BuiltIn> kinds, int scale, Duration length) {
  private static final int CLIENTS = 4;
  private static final String ASYNCHRONOUS = "SET synchronous_commit = off";

  /** Loads a server, and says what came of it. */
  @FunctionalInterface
  private interface Load {
    Throughput run(Contestant server) throws SQLException, InterruptedException;
  }

  void measure(Contestant postgres, Contestant engine) throws SQLException, InterruptedException {
    Optional<String> stock = StockPgbench.version();
    bench.measurements.setting(
        "engine.clients", CLIENTS + "; pgJDBC, prepared" + stock.map(v -> "; " + v).orElse(""));
    bench.measurements.setting("engine.scale", Integer.toString(scale));
    for (BuiltIn kind : kinds) {
      sideBySide(kind, "pgJDBC", postgres, engine, server -> jdbc(server, kind, ""));
      if (stock.isPresent()) {
        sideBySide(kind, "pgbench", postgres, engine, server -> stock(server, kind));
      }
    }
    bench.say("engine: filling H2's tables");
    try (Contestant h2 = H2Contestant.open()) {
      PgbenchTables.fill(h2, scale);
      for (BuiltIn kind : kinds) {
        sideBySide(
            kind,
            "JDBC, synchronous_commit=off as H2 does not sync commits",
            h2,
            engine,
            server -> jdbc(server, kind, server.copies() ? ASYNCHRONOUS : ""));
      }
    }
  }

  private Throughput jdbc(Contestant server, BuiltIn kind, String setting)
      throws SQLException, InterruptedException {
    return JdbcClients.run(server, kind, scale, CLIENTS, length, setting);
  }

  private Throughput stock(Contestant server, BuiltIn kind) throws InterruptedException {
    try {
      return StockPgbench.run(server, kind, CLIENTS, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void sideBySide(BuiltIn kind, String by, Contestant other, Contestant engine, Load load)
      throws SQLException, InterruptedException {
    String group = "engine, " + kind.title() + " (" + by + ")";
    for (int run = 0; run < bench.runs; run++) {
      // The order alternates, so that neither always comes first.
      List<Contestant> both = run % 2 == 0 ? List.of(other, engine) : List.of(engine, other);
      for (Contestant server : both) {
        bench.say(group + ": " + server.name());
        Throughput throughput = load.run(server);
        String name = server.name();
        bench.measurements.add(group, name, "tps", throughput.perSecond());
        bench.measurements.add(group, name + ", p50", "ms", throughput.p50Millis());
        bench.measurements.add(group, name + ", p99", "ms", throughput.p99Millis());
        bench.measurements.add(group, name + ", failed", "", throughput.failed());
      }
    }
    for (String what : List.of("", ", p50", ", p99")) {
      bench.measurements.ratio(
          group,
          engine.name() + " / " + other.name() + what,
          engine.name() + what,
          other.name() + what);
    }
  }
}
