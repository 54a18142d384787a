package dev.instar.samples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

final class PartsTest {
  /** More than two chunks, so that both workers have something to do, and the last one is short. */
  private static final long ROWS = 250_000;

  @Test
  void thePartsByHandCopyTheWholeTable() throws Exception {
    PostgresServer server = PostgresServer.shared(PostgresVersion.V17);
    try (SharedDatabase database = server.createDatabase()) {
      Accounts.fill(database.connect(), ROWS);
      Parts.Times times = Parts.measure(database, ROWS);
      assertThat(times.sum()).isGreaterThan(times.copy());
      try (Connection connection = database.connect();
          Statement statement = connection.createStatement();
          ResultSet result =
              statement.executeQuery(
                  "SELECT count(*), count(*) FILTER (WHERE n IS DISTINCT FROM (a.aid::bigint,"
                      + " a.bid, a.abalance, a.filler)) FROM accounts a FULL JOIN accounts_new n"
                      + " USING (aid)")) {
        result.next();
        assertThat(result.getLong(1)).isEqualTo(ROWS);
        assertThat(result.getLong(2)).isZero();
      }
    }
  }
}
