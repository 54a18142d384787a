package dev.instar.migrator.postgresql.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.postgresql.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** The real server is the reference. */
class LockConflictsTest {
  @Test
  void theTableIsTheServers() throws SQLException {
    try (TestDatabase database = TestDatabase.create();
        Connection one = database.connect();
        Connection other = database.connect()) {
      database.execute("CREATE TABLE t ()");
      one.setAutoCommit(false);
      other.setAutoCommit(false);
      for (LockMode held : LockMode.values()) {
        TestDatabase.execute(one, "LOCK TABLE t IN " + held.sql() + " MODE");
        for (LockMode wanted : LockMode.values()) {
          assertThat(LockConflicts.of(wanted).contains(held))
              .as("%s waits for %s", wanted, held)
              .isEqualTo(!granted(other, wanted));
        }
        one.rollback();
      }
    }
  }

  private static boolean granted(Connection connection, LockMode mode) throws SQLException {
    try {
      TestDatabase.execute(connection, "LOCK TABLE t IN " + mode.sql() + " MODE NOWAIT");
      return true;
    } catch (SQLException e) {
      assertThat(e.getSQLState()).isEqualTo("55P03");
      return false;
    } finally {
      connection.rollback();
    }
  }
}
