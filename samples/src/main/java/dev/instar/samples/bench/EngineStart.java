package dev.instar.samples.bench;

import dev.instar.samples.contest.Contestant;
import dev.instar.samples.contest.EngineContestant;
import dev.instar.samples.contest.PgbenchTables;
import dev.instar.samples.contest.PostgresContestant;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * How long a server takes from the start of its process to its first answer: after a clean stop,
 * and after a crash with log to recover.
 *
 * @param logMegabytes how much of it
 */
record EngineStart(Bench bench, int logMegabytes) {
  private static final long MOST_ROWS = 1_000_000;

  /** In one transaction each, until there is as much log as is wanted. */
  private static final long BATCH = 50_000;

  private static final String POSITION = "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')";

  void measure() throws SQLException {
    // No checkpoint before the crash, or there would be less to recover.
    String apart = 8L * Math.max(64, logMegabytes) + "MB";
    try (Contestant postgres =
            PostgresContestant.open(
                bench.version,
                Map.of(
                    "shared_buffers", "1GB", "max_wal_size", apart, "checkpoint_timeout", "1h"));
        Contestant engine = EngineContestant.open(Map.of("max_wal_size", apart))) {
      starts(postgres);
      starts(engine);
      recovers(postgres);
      recovers(engine);
    }
  }

  private void starts(Contestant server) throws SQLException {
    long rows = Math.min(MOST_ROWS, bench.rows);
    String group = "engine, start with %,d rows after a clean stop".formatted(rows);
    bench.say(group + ": " + server.name());
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(PgbenchTables.accounts("pgbench_accounts"));
      PgbenchTables.copy(connection, "pgbench_accounts", 1, rows);
      statement.execute("ALTER TABLE pgbench_accounts ADD PRIMARY KEY (aid)");
    }
    for (int run = 0; run < bench.runs; run++) {
      server.stop();
      bench.measurements.add(group, server.name(), "s", start(server));
    }
  }

  private void recovers(Contestant server) throws SQLException {
    String group = "engine, start after a crash with log to recover";
    bench.say(group + ": " + server.name());
    long rows = 0;
    double logged;
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(PgbenchTables.accounts("logged"));
      statement.execute("ALTER TABLE logged ADD PRIMARY KEY (aid)");
      statement.execute("CHECKPOINT");
      long begun = PgbenchTables.number(connection, POSITION);
      long position = begun;
      while (position - begun < (long) logMegabytes << 20) {
        PgbenchTables.copy(connection, "logged", rows + 1, BATCH);
        rows += BATCH;
        position = PgbenchTables.number(connection, POSITION);
      }
      logged = (position - begun) / (double) (1 << 20);
    }
    server.kill();
    bench.measurements.add(group, server.name() + ", log", "MB", logged);
    bench.measurements.add(group, server.name(), "s", start(server));
    try (Connection connection = server.connect()) {
      long found = PgbenchTables.number(connection, "SELECT count(*) FROM logged");
      if (found != rows) {
        throw new IllegalStateException(
            "%s has %d of %d committed rows after a crash".formatted(server.name(), found, rows));
      }
    }
  }

  private static double start(Contestant server) throws SQLException {
    long began = System.nanoTime();
    server.start();
    return (System.nanoTime() - began) / 1e9;
  }
}
