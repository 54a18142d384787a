package dev.instar.samples.bench;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** What scenarios share: the server, the table, where numbers go. Used by one thread. */
final class Bench implements AutoCloseable {
  private static final String[] SETTINGS = {
    "fsync",
    "synchronous_commit",
    "wal_level",
    "shared_buffers",
    "max_wal_size",
    "checkpoint_timeout",
    "checkpoint_completion_target",
    "maintenance_work_mem",
    "max_parallel_maintenance_workers",
    "max_parallel_workers_per_gather",
    "autovacuum"
  };

  final long rows;
  final int runs;
  final Measurements measurements = new Measurements();
  final PostgresVersion version;
  private final Consumer<String> say;
  private PostgresServer server;
  private final Set<Long> templates = new HashSet<>();
  private final AtomicInteger copies = new AtomicInteger();

  Bench(PostgresVersion version, long rows, int runs, Consumer<String> say) {
    this.version = version;
    this.rows = rows;
    this.runs = runs;
    this.say = say;
    measurements.setting("java", System.getProperty("java.vm.version"));
    measurements.setting("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
  }

  /** The server of those scenarios that share one, started when it is first asked for. */
  private PostgresServer server() throws SQLException {
    if (server == null) {
      server = start();
    }
    return server;
  }

  private PostgresServer start() throws SQLException {
    PostgresServer started =
        PostgresServer.builder(version)
            .fsync(true)
            .setting("shared_buffers", "1GB")
            .setting("maintenance_work_mem", "256MB")
            // Checkpoints between runs, not in them.
            .setting("max_wal_size", "32GB")
            .setting("checkpoint_timeout", "1h")
            // It would work in one run and not in the next.
            .setting("autovacuum", "off")
            .start();
    try (Connection connection = started.connect();
        Statement statement = connection.createStatement()) {
      measurements.setting("server", show(statement, "server_version"));
      for (String setting : SETTINGS) {
        measurements.setting(setting, show(statement, setting));
      }
    }
    return started;
  }

  private static String show(Statement statement, String setting) throws SQLException {
    try (ResultSet result = statement.executeQuery("SHOW " + setting)) {
      result.next();
      return result.getString(1);
    }
  }

  /** Tells the onlooker what is happening. */
  void say(String line) {
    say.accept(line);
  }

  /**
   * A database of its own with {@code accounts} in it, as pgbench makes it, in the cache, and with
   * nothing left to be written by others. The caller closes it.
   */
  SharedDatabase accounts(long count) throws SQLException {
    PostgresServer shared = server();
    String template = "accounts_" + count;
    if (templates.add(count)) {
      say("filling a table with %,d rows".formatted(count));
      shared.createDatabase(template);
      Accounts.fill(shared.connect(template), count);
    }
    String name = "run_" + copies.incrementAndGet();
    // Copying files, unlike the log since 15, costs nothing that a run would have to pay for.
    String strategy = shared.version().atLeast(PostgresVersion.V15) ? " STRATEGY file_copy" : "";
    shared.execute("CREATE DATABASE " + name + " TEMPLATE " + template + strategy);
    SharedDatabase database = new SharedDatabase(shared, name);
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT sum(abalance) FROM accounts");
    }
    shared.execute("CHECKPOINT");
    return database;
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
  }
}
