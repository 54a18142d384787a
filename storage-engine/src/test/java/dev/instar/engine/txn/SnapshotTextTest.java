package dev.instar.engine.txn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** pg_current_snapshot and the text of pg_snapshot, here and on a real PostgreSQL 17. */
class SnapshotTextTest {
  private static final PostgresServer POSTGRES = PostgresServer.shared(PostgresVersion.V17);

  @Test
  void theSnapshotOfTheMomentReadsAsOnPostgres() throws SQLException {
    List<Connection> connections = new ArrayList<>();
    try {
      for (int i = 0; i < 5; i++) {
        connections.add(POSTGRES.connect());
        connections.get(i).setAutoCommit(false);
      }
      Database database = new Database();
      List<Transaction> ours = new ArrayList<>();
      List<Long> theirs = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        ours.add(database.begin());
        ours.get(i).xid();
        theirs.add(Long.parseLong(ask(connections.get(i), "pg_current_xact_id()")));
      }
      // Somebody else's transaction in between would be in their snapshots only.
      assumeTrue(theirs.get(3) == theirs.get(0) + 3);
      long shift = theirs.get(0) - ours.get(0).topXid();
      ours.add(database.begin());
      for (int ends : new int[] {-1, 1, 0, 3}) {
        if (ends >= 0) {
          database.commit(ours.get(ends));
          connections.get(ends).commit();
        }
        for (int asks : new int[] {2, 4}) {
          Transaction transaction = ours.get(asks);
          Snapshot snapshot = transaction.beginStatement().snapshot();
          assertThat(shifted(snapshot, shift, transaction.topXid()))
              .as("%d asks after %d", asks, ends)
              .isEqualTo(ask(connections.get(asks), "pg_current_snapshot()"));
        }
      }
    } finally {
      for (Connection connection : connections) {
        connection.close();
      }
    }
  }

  private static String shifted(Snapshot snapshot, long shift, long own) {
    long[] list = snapshot.inProgress();
    for (int i = 0; i < list.length; i++) {
      list[i] += shift;
    }
    return new Snapshot(snapshot.xmin() + shift, snapshot.xmax() + shift, list).text(own + shift);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10:20:", "10:20:10,14,15", "1:1:", "10:20:11,11,12"})
  void itsTextIsReadAndWrittenAsOnPostgres(String text) throws SQLException {
    Snapshot snapshot = Snapshot.parse(text);
    try (Connection connection = POSTGRES.connect()) {
      assertThat(snapshot.text(0)).isEqualTo(ask(connection, "'" + text + "'::pg_snapshot"));
      for (int xid = 1; xid < 25; xid++) {
        String seen = "pg_visible_in_snapshot('%d'::xid8, '%s'::pg_snapshot)".formatted(xid, text);
        assertThat(snapshot.includes(xid) ? "t" : "f").as(seen).isEqualTo(ask(connection, seen));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10", "10:20", "20:10:", "10:20:9", "10:20:20", "10:20:15,14", "0:1:", "a:b:"})
  void otherTextIsRefusedAsOnPostgres(String text) throws SQLException {
    try (Connection connection = POSTGRES.connect()) {
      assertThatThrownBy(() -> ask(connection, "'" + text + "'::pg_snapshot"))
          .hasMessageContaining("invalid input syntax for type pg_snapshot: \"" + text + "\"");
    }
    assertThatThrownBy(() -> Snapshot.parse(text))
        .isInstanceOf(SqlException.class)
        .hasMessage("invalid input syntax for type pg_snapshot: \"" + text + "\"");
  }

  private static String ask(Connection connection, String expression) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT " + expression)) {
      result.next();
      return result.getString(1);
    }
  }
}
