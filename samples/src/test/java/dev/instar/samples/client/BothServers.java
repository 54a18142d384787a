package dev.instar.samples.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.BundledDatabase;
import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** The bundled engine and a PostgreSQL 17, each with an empty database. */
final class BothServers {
  private BothServers() {}

  /** Where a client connects to. */
  record Target(String url, String user, String password) {
    Connection connect() throws SQLException {
      return connect(new Properties());
    }

    Connection connect(Properties more) throws SQLException {
      Properties properties = new Properties();
      properties.putAll(more);
      properties.setProperty("user", user);
      properties.setProperty("password", password);
      return DriverManager.getConnection(url, properties);
    }
  }

  /** What a client does, and all that it was answered. */
  @FunctionalInterface
  interface Client {
    String use(Target target) throws Exception;
  }

  /** Runs the client on both; its answers, which are the same. */
  static String sameAnswer(Client client) throws Exception {
    String expected;
    try (SharedDatabase real = PostgresServer.shared(PostgresVersion.V17).createDatabase()) {
      expected =
          client.use(new Target(real.jdbcUrl(), real.server().user(), real.server().password()));
    }
    try (BundledDatabase bundled = BundledDatabase.builder().user("postgres").inMemory()) {
      String actual = client.use(new Target(bundled.jdbcUrl(), bundled.user(), bundled.password()));
      assertThat(actual).isEqualTo(expected);
      return actual;
    }
  }
}
