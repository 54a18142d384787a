package dev.instar.changelog.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.changelog.ChangeEvent;
import dev.instar.changelog.ChangeStream;
import dev.instar.changelog.TableId;
import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** A database with publication {@code p} of the tables given, a slot, and streams on it. */
final class StreamFixture implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(30);

  final PostgresServer server;
  final SharedDatabase database;
  final String slot;
  final Lsn created;

  private final Map<TableId, List<String>> keys;

  private StreamFixture(
      SharedDatabase database, String slot, Lsn created, Map<TableId, List<String>> keys) {
    this.server = database.server();
    this.database = database;
    this.slot = slot;
    this.created = created;
    this.keys = keys;
  }

  /** On the shared PostgreSQL 17. {@code ddl} makes the tables that {@code keys} names. */
  static StreamFixture of(Map<String, List<String>> keys, String... ddl) throws SQLException {
    return on(PostgresServer.shared(PostgresVersion.V17), keys, ddl);
  }

  static StreamFixture on(PostgresServer server, Map<String, List<String>> keys, String... ddl)
      throws SQLException {
    SharedDatabase database = server.createDatabase();
    String slot = "s_" + database.name();
    try (Connection connection = database.connect()) {
      execute(connection, ddl);
      execute(connection, "CREATE PUBLICATION p FOR TABLE " + String.join(", ", keys.keySet()));
      SlotCreation creation = Slots.create(connection, slot, "p", PATIENCE);
      assertThat(creation).isInstanceOf(SlotCreation.Created.class);
      Lsn position = ((SlotCreation.Created) creation).position();
      return new StreamFixture(database, slot, position, byId(keys));
    }
  }

  private static Map<TableId, List<String>> byId(Map<String, List<String>> keys) {
    Map<TableId, List<String>> byId = new java.util.HashMap<>();
    keys.forEach((name, columns) -> byId.put(table(name), columns));
    return byId;
  }

  static TableId table(String name) {
    return new TableId("public", name);
  }

  static ChangeEvent changed(String table, String... key) {
    return new ChangeEvent.KeyChanged(table(table), dev.instar.changelog.Key.of(key));
  }

  /** As {@link #settings()}, but quick to ask an idle server for its position. */
  PostgresChangeStream open() {
    return PostgresChangeStream.open(settings());
  }

  StreamSettings settings() {
    return StreamSettings.of(connections(), slot, "p", keys)
        .withStatusInterval(Duration.ofMillis(100));
  }

  StreamConnections connections() {
    Properties properties = new Properties();
    properties.setProperty("user", server.user());
    properties.setProperty("password", server.password());
    return StreamConnections.of(database.jdbcUrl(), properties);
  }

  /** Runs statements, each a transaction of its own. */
  void run(String... sql) throws SQLException {
    try (Connection connection = database.connect()) {
      execute(connection, sql);
    }
  }

  /** Runs statements in one transaction. */
  void transaction(String... sql) throws SQLException {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      execute(connection, sql);
      connection.commit();
    }
  }

  String query(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      assertThat(result.next()).isTrue();
      return result.getString(1);
    }
  }

  SlotState slotState() throws SQLException {
    try (Connection connection = database.connect()) {
      return Slots.read(connection, slot).orElseThrow();
    }
  }

  static void execute(Connection connection, String... sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String each : sql) {
        statement.execute(each);
      }
    }
  }

  /** The next event that is not {@link ChangeEvent.Idle}. */
  static ChangeEvent next(ChangeStream stream) throws InterruptedException {
    return next(stream, ChangeEvent.class, false);
  }

  /** The next position of the idle stream, past whatever else comes before. */
  static ChangeEvent.Idle nextIdle(ChangeStream stream) throws InterruptedException {
    return next(stream, ChangeEvent.Idle.class, true);
  }

  private static <E extends ChangeEvent> E next(ChangeStream stream, Class<E> type, boolean idle)
      throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      Optional<ChangeEvent> event = stream.poll(Duration.ofSeconds(1));
      if (event.isPresent()
          && type.isInstance(event.get())
          && (idle || !(event.get() instanceof ChangeEvent.Idle))) {
        return type.cast(event.get());
      }
    }
    throw new AssertionError("no " + type.getSimpleName() + " within " + PATIENCE);
  }

  /** The events of the next transaction, without its begin and commit. */
  static List<ChangeEvent> nextTransaction(ChangeStream stream) throws InterruptedException {
    assertThat(next(stream)).isInstanceOf(ChangeEvent.Begin.class);
    List<ChangeEvent> events = new ArrayList<>();
    for (ChangeEvent event = next(stream);
        !(event instanceof ChangeEvent.Commit);
        event = next(stream)) {
      events.add(event);
    }
    return events;
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
