package dev.instar.engine.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PostgresServerTest {

  @Tag("wide")
  @ParameterizedTest
  @EnumSource
  void everyVersionStartsAndAnswers(PostgresVersion version) throws SQLException {
    long began = System.nanoTime();
    try (PostgresServer server = PostgresServer.start(version)) {
      System.out.printf("%s after %d ms%n", server, (System.nanoTime() - began) / 1_000_000);
      assertThat(query(server, "SHOW server_version_num"))
          .startsWith(Integer.toString(version.major()));
      assertThat(query(server, "SHOW wal_level")).isEqualTo("logical");
      assertThat(query(server, "SELECT count(*) FROM pg_collation WHERE collname = 'de-x-icu'"))
          .isEqualTo("1");
      assertThat(query(server, "SELECT 'ä' < 'b' COLLATE \"de-x-icu\"")).isEqualTo("t");
    }
  }

  @Test
  void whatWasCommittedSurvivesRestartAndCrash() throws SQLException {
    try (PostgresServer server = PostgresServer.start(PostgresVersion.V17)) {
      server.execute("CREATE TABLE t (a int)");
      server.execute("INSERT INTO t VALUES (1)");
      server.restart();
      server.execute("INSERT INTO t VALUES (2)");
      server.crash();
      assertThat(server.isRunning()).isFalse();
      server.start();
      assertThat(query(server, "SELECT sum(a) FROM t")).isEqualTo("3");
      assertThat(server.log()).contains("was interrupted");
      server.configure("work_mem", "5MB");
      assertThat(query(server, "SHOW work_mem")).isEqualTo("5MB");
    }
  }

  @Test
  void aStandbyStreamsAndWhileFrozenHoldsBackSynchronousCommits() throws Exception {
    try (PostgresServer primary = PostgresServer.start(PostgresVersion.V17)) {
      primary.execute("CREATE TABLE t (a int)");
      try (PostgresServer standby =
          primary.startStandby("second", Map.of("hot_standby_feedback", "on"))) {
        primary.synchronousStandby("second");
        primary.execute("INSERT INTO t VALUES (1)");
        standby.freeze();
        Thread writer =
            Thread.ofPlatform()
                .start(
                    () -> {
                      try {
                        primary.execute("INSERT INTO t VALUES (2)");
                      } catch (SQLException e) {
                        throw new IllegalStateException(e);
                      }
                    });
        primary.await("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event = 'SyncRep')");
        assertThat(query(primary, "SELECT count(*) FROM t")).isEqualTo("1");
        standby.thaw();
        writer.join();
        assertThat(query(primary, "SELECT count(*) FROM t")).isEqualTo("2");
        standby.await("SELECT count(*) = 2 FROM t");
        assertThat(query(standby, "SELECT pg_is_in_recovery()")).isEqualTo("t");
      }
    }
  }

  @Test
  void eachTestHasADatabaseOfItsOwn() throws SQLException {
    PostgresServer server = PostgresServer.shared(PostgresVersion.V17);
    try (SharedDatabase one = server.createDatabase();
        SharedDatabase two = server.createDatabase()) {
      assertThat(one.name()).isNotEqualTo(two.name());
      try (Connection connection = one.connect();
          Statement statement = connection.createStatement()) {
        statement.execute("SELECT pg_create_logical_replication_slot('left', 'pgoutput')");
      }
    }
    assertThat(query(server, "SELECT count(*) FROM pg_replication_slots")).isEqualTo("0");
  }

  private static String query(PostgresServer server, String sql) throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      assertThat(result.next()).isTrue();
      return result.getString(1);
    }
  }
}
