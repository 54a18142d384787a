package dev.instar.samples.bench;

import dev.instar.samples.contest.BuiltIn;
import dev.instar.samples.contest.Contestant;
import dev.instar.samples.contest.EngineContestant;
import dev.instar.samples.contest.PgbenchTables;
import dev.instar.samples.contest.PostgresContestant;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The bundled engine beside a real PostgreSQL, and beside H2: throughput of pgbench's transactions,
 * COPY, start and recovery. Both sync every commit, but beside H2, which does not.
 *
 * @param kinds which of the transactions
 * @param scale of pgbench's tables
 * @param length how long clients load a server, each time
 * @param logMegabytes how much log is recovered
 */
record EngineScenario(List<BuiltIn> kinds, int scale, Duration length, int logMegabytes)
    implements Scenario {
  /** As much as PostgreSQL needs to have scale 50 in memory; checkpoints as far apart in both. */
  private static final Map<String, String> POSTGRES =
      Map.of("shared_buffers", "1GB", "max_wal_size", "4GB");

  private static final Map<String, String> ENGINE = Map.of("max_wal_size", "4GB");

  EngineScenario {
    kinds = List.copyOf(kinds);
  }

  @Override
  public void measure(Bench bench) throws SQLException, InterruptedException {
    bench.say("engine: starting a PostgreSQL and the bundled engine, and filling their tables");
    try (Contestant postgres = PostgresContestant.open(bench.version, POSTGRES);
        Contestant engine = EngineContestant.open(ENGINE)) {
      try (var connection = postgres.connect();
          var statement = connection.createStatement();
          var result = statement.executeQuery("SHOW server_version")) {
        result.next();
        bench.measurements.setting("engine.server", result.getString(1));
      }
      PgbenchTables.fill(postgres, scale);
      PgbenchTables.fill(engine, scale);
      new EngineThroughput(bench, kinds, scale, length).measure(postgres, engine);
      new EngineCopy(bench).measure(List.of(postgres, engine));
    }
    new EngineStart(bench, logMegabytes).measure();
  }
}
