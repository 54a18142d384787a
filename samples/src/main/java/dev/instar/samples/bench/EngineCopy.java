package dev.instar.samples.bench;

import dev.instar.samples.contest.Contestant;
import dev.instar.samples.contest.PgbenchTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** COPY into a fresh table with a primary key, through pgJDBC's CopyManager. */
record EngineCopy(Bench bench) {
  void measure(List<Contestant> servers) throws SQLException {
    String group = "engine, COPY of %,d rows".formatted(bench.rows);
    for (int run = 0; run < bench.runs; run++) {
      for (Contestant server : run % 2 == 0 ? servers : servers.reversed()) {
        bench.say(group + ": " + server.name());
        try (Connection connection = server.connect();
            Statement statement = connection.createStatement()) {
          statement.execute(PgbenchTables.accounts("copied"));
          statement.execute("ALTER TABLE copied ADD PRIMARY KEY (aid)");
          bench.measurements.add(
              group,
              server.name(),
              "s",
              Accounts.seconds(PgbenchTables.copy(connection, "copied", 1, bench.rows)));
          statement.execute("DROP TABLE copied");
          statement.execute("CHECKPOINT");
        }
      }
    }
    String other = servers.get(0).name();
    String engine = servers.get(1).name();
    bench.measurements.ratio(group, engine + " / " + other, engine, other);
  }
}
