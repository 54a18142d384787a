package dev.instar.samples.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.instar.engine.BundledDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** HikariCP with as many connections as there may be. */
class PoolTest {
  private static final int CONNECTIONS = 200;
  private static final int ROUNDS = 5;

  @Test
  void twoHundredConnectionsWorkAtOnceAndNoMoreAreLetIn() throws Exception {
    try (BundledDatabase database =
            BundledDatabase.builder().maxConnections(CONNECTIONS).inMemory();
        HikariDataSource pool = pool(database)) {
      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE counters (id int PRIMARY KEY, n int NOT NULL)");
        statement.execute("INSERT INTO counters SELECT g, 0 FROM generate_series(0, 9) g");
      }
      Set<Integer> sessions = ConcurrentHashMap.newKeySet();
      CyclicBarrier together = new CyclicBarrier(CONNECTIONS, () -> requireFull(database));
      List<FutureTask<Void>> clients = new ArrayList<>();
      for (int client = 0; client < CONNECTIONS; client++) {
        int row = client % 10;
        FutureTask<Void> task = new FutureTask<>(() -> work(pool, row, sessions, together));
        clients.add(task);
        Thread.ofPlatform().start(task);
      }
      for (FutureTask<Void> client : clients) {
        client.get();
      }
      assertThat(sessions).hasSize(CONNECTIONS);
      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement();
          ResultSet sum = statement.executeQuery("SELECT sum(n) FROM counters")) {
        sum.next();
        assertThat(sum.getInt(1)).isEqualTo(CONNECTIONS * ROUNDS);
      }
    }
  }

  private static HikariDataSource pool(BundledDatabase database) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database.jdbcUrl());
    config.setUsername(database.user());
    config.setPassword(database.password());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setConnectionTimeout(60_000);
    return new HikariDataSource(config);
  }

  private static Void work(
      HikariDataSource pool, int row, Set<Integer> sessions, CyclicBarrier together)
      throws Exception {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      try (ResultSet pid = statement.executeQuery("SELECT pg_backend_pid()")) {
        pid.next();
        sessions.add(pid.getInt(1));
      }
      together.await();
      connection.setAutoCommit(false);
      for (int round = 0; round < ROUNDS; round++) {
        statement.execute("UPDATE counters SET n = n + 1 WHERE id = " + row);
        connection.commit();
      }
    }
    return null;
  }

  /** All are in use. */
  private static void requireFull(BundledDatabase database) {
    assertThatThrownBy(
            () ->
                DriverManager.getConnection(
                    database.jdbcUrl(), database.user(), database.password()))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("53300"));
  }
}
