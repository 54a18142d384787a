package dev.instar.samples.pipeline;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A database with the table that the migrations are about. */
final class Production implements AutoCloseable {
  static final String ORDERS = "CREATE TABLE orders (id int PRIMARY KEY, note text);";

  private final SharedDatabase database;

  Production() throws SQLException {
    database = PostgresServer.shared(PostgresVersion.V17).createDatabase();
    execute(ORDERS);
    execute("INSERT INTO orders SELECT g FROM generate_series(1, 1000) g");
  }

  String url() {
    return database.jdbcUrl();
  }

  String user() {
    return database.server().user();
  }

  String password() {
    return database.server().password();
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The columns of the table, such as {@code id integer, note text}. */
  String columns() throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT string_agg(attname || ' ' || format_type(atttypid, -1), ', '"
                    + " ORDER BY attnum) FROM pg_attribute"
                    + " WHERE attrelid = 'public.orders'::regclass AND attnum > 0"
                    + " AND NOT attisdropped")) {
      row.next();
      return row.getString(1);
    }
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
