package dev.instar.samples.bench;

import dev.instar.engine.oracle.SharedDatabase;
import java.sql.SQLException;

/** Nobody else uses the server: ALTER TABLE, Instar, and the sum of Instar's parts by hand. */
final class IdleScenario implements Scenario {
  static final String NAME = "idle";
  static final String INSTAR = "Instar, start to swap, verified";
  private static final String ALTER = "ALTER TABLE";
  private static final String PARTS = "the parts by hand";

  @Override
  public void measure(Bench bench) throws SQLException, InterruptedException {
    for (int run = 0; run < bench.runs; run++) {
      // The order alternates, so that neither always comes first.
      if (run % 2 == 0) {
        alter(bench);
        instar(bench);
      } else {
        instar(bench);
        alter(bench);
      }
      parts(bench);
    }
    bench.measurements.ratio(NAME, "Instar / ALTER TABLE", INSTAR, ALTER);
    bench.measurements.ratio(NAME, "Instar / its parts", INSTAR, PARTS);
  }

  private static void alter(Bench bench) throws SQLException {
    bench.say("idle: ALTER TABLE");
    try (SharedDatabase database = bench.accounts(bench.rows)) {
      bench.measurements.add(NAME, ALTER, "s", Accounts.seconds(Accounts.alter(database)));
    }
  }

  static void instar(Bench bench) throws SQLException, InterruptedException {
    bench.say("idle: instar migrate");
    try (SharedDatabase database = bench.accounts(bench.rows)) {
      Migration migration = Migration.run(database, event -> {});
      bench.measurements.add(NAME, INSTAR, "s", Accounts.seconds(migration.took()));
      bench.measurements.add(NAME, "  of it starting", "s", Accounts.seconds(migration.start()));
      bench.measurements.add(NAME, "rows that differ", "rows", migration.rowsDiffering());
    }
  }

  private static void parts(Bench bench) throws SQLException, InterruptedException {
    bench.say("idle: the parts by hand");
    try (SharedDatabase database = bench.accounts(bench.rows)) {
      Parts.Times times = Parts.measure(database, bench.rows);
      bench.measurements.add(NAME, "  copy", "s", Accounts.seconds(times.copy()));
      bench.measurements.add(NAME, "  key", "s", Accounts.seconds(times.key()));
      bench.measurements.add(NAME, "  comparison", "s", Accounts.seconds(times.verify()));
      bench.measurements.add(NAME, PARTS, "s", Accounts.seconds(times.sum()));
    }
  }
}
