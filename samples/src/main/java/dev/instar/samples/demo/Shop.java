package dev.instar.samples.demo;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.SharedDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * A server with the same shop in two databases. Commits reach the disk (fsync is on), as they do in
 * production.
 */
final class Shop implements AutoCloseable {
  private static final String FIRST = "shop_one";
  private static final String SECOND = "shop_two";

  private final PostgresServer server;
  private final int orders;

  private Shop(PostgresServer server, int orders) {
    this.server = server;
    this.orders = orders;
  }

  /** Fills two databases of a server, which is then the shop's, with so many orders each. */
  static Shop open(PostgresServer server, int orders) throws SQLException {
    Shop shop = new Shop(server, orders);
    try {
      shop.fill(FIRST);
      shop.fill(SECOND);
      server.execute("CHECKPOINT");
    } catch (SQLException | RuntimeException e) {
      server.close();
      throw e;
    }
    return shop;
  }

  private void fill(String database) throws SQLException {
    server.createDatabase(database);
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute("SET synchronous_commit = off");
      statement.execute(script("schema.sql").replace(":rows", Integer.toString(orders)));
      statement.execute("VACUUM (ANALYZE)");
    }
  }

  SharedDatabase first() {
    return new SharedDatabase(server, FIRST);
  }

  SharedDatabase second() {
    return new SharedDatabase(server, SECOND);
  }

  int orders() {
    return orders;
  }

  /** A client's connection: statements are planned anew each time, as behind a pooler. */
  static Connection connectClient(SharedDatabase database) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("prepareThreshold", "0");
    properties.setProperty("ApplicationName", "shop");
    return database.server().connect(database.name(), properties);
  }

  /** How many of the writes that clients were promised are not in the database. */
  long lostWrites(SharedDatabase database, Writes writes) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("SELECT count(*), sum(revision) FROM public.orders")) {
      result.next();
      long missing = orders + writes.inserts.sum() - result.getLong(1);
      return Math.abs(missing) + Math.abs(writes.updates.sum() - result.getLong(2));
    }
  }

  private static String script(String name) {
    try (InputStream stream = Shop.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
