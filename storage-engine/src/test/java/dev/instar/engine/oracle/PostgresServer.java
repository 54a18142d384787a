package dev.instar.engine.oracle;

import dev.instar.engine.txn.CommitGate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL server of our own, on 127.0.0.1 and a free port, with a fresh cluster that
 * {@link #close} deletes. It ends with this JVM, however that ends.
 *
 * <p>Starting one takes about a second. Most tests want a database, not a server: {@link #shared}
 * and {@link #createDatabase()}.
 *
 * <p>Thread-safe. Methods that start or stop the server are serialised; connections are not tracked
 * and break when it stops.
 */
public final class PostgresServer implements AutoCloseable {
  private static final String USER = "postgres";

  /** The property that puts the bundled engine in the place of PostgreSQL 17. */
  public static final String BUNDLED = "instar.bundled";

  private final PostgresVersion version;
  private final ServerProcess process;
  private final String password;
  private final AtomicInteger databases = new AtomicInteger();

  // Guarded by this.
  private volatile int port;
  private boolean closed;

  private PostgresServer(PostgresVersion version, ServerProcess process, String password) {
    this.version = version;
    this.process = process;
    this.password = password;
  }

  /** Starts a server with the settings of {@link PostgresServerBuilder}. */
  public static PostgresServer start(PostgresVersion version) {
    return builder(version).start();
  }

  public static PostgresServerBuilder builder(PostgresVersion version) {
    return new PostgresServerBuilder(version);
  }

  /**
   * The one server of that version that all tests of this JVM share, started when first asked for.
   * Nobody closes, restarts or configures it.
   */
  public static PostgresServer shared(PostgresVersion version) {
    return RunningServers.shared(version);
  }

  static PostgresServer initialize(
      PostgresVersion version,
      Map<String, String> defaults,
      Map<String, String> asked,
      boolean bundled) {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    boolean replaced = version == PostgresVersion.V17 && Boolean.getBoolean(BUNDLED);
    ServerProcess process =
        bundled || replaced
            ? new BundledProcess(USER, password, asked)
            : process(version, over(defaults, asked), password);
    return new PostgresServer(version, process, password).begin();
  }

  private static Map<String, String> over(Map<String, String> defaults, Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(defaults);
    all.putAll(more);
    return all;
  }

  private static ServerProcess process(
      PostgresVersion version, Map<String, String> settings, String password) {
    try {
      Path binaries = ServerBinaries.of(version);
      DataDirectory directory =
          DataDirectory.initialize(ServerAccount.find(), binaries, USER, password);
      return new PostgresProcess(binaries, directory, settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw PostgresProcess.interrupted(e);
    }
  }

  private PostgresServer begin() {
    RunningServers.add(this);
    try {
      start();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    return this;
  }

  /**
   * Makes a role, where there is none of that name: roles are the whole server's, and tests that
   * share it leave them to each other.
   *
   * @param options of CREATE ROLE
   */
  public void createRole(String name, String options) throws SQLException {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE ROLE " + name + " " + options);
    } catch (SQLException e) {
      // 42710: it is there; 23505: somebody else made it at the same moment.
      if (!e.getSQLState().equals("42710") && !e.getSQLState().equals("23505")) {
        throw e;
      }
    }
  }

  public PostgresVersion version() {
    return version;
  }

  /** Whether it is the bundled engine in a server's place. */
  public boolean isBundled() {
    return process instanceof BundledProcess;
  }

  /** The TCP port on 127.0.0.1; it stays the same over restarts unless another process took it. */
  public int port() {
    return port;
  }

  /** The superuser's name. */
  public String user() {
    return USER;
  }

  /** The superuser's password. */
  public String password() {
    return password;
  }

  /** A JDBC URL without user and password. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** A new superuser connection to database {@code postgres}. */
  public Connection connect() throws SQLException {
    return connect("postgres");
  }

  /** A new superuser connection. */
  public Connection connect(String database) throws SQLException {
    return connect(database, new Properties());
  }

  /** A new superuser connection with more of pgJDBC's connection properties. */
  public Connection connect(String database, Properties more) throws SQLException {
    Properties properties = new Properties();
    properties.putAll(more);
    properties.setProperty("user", USER);
    properties.setProperty("password", password);
    return DriverManager.getConnection(jdbcUrl(database), properties);
  }

  /** Runs one statement in database {@code postgres}, outside a transaction. */
  public void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  public SharedDatabase createDatabase(String name) throws SQLException {
    execute("CREATE DATABASE \"" + name + "\"");
    return new SharedDatabase(this, name);
  }

  /** A fresh empty database with a name of its own. */
  public SharedDatabase createDatabase() throws SQLException {
    return createDatabase("test_" + databases.incrementAndGet());
  }

  void dropDatabase(String name) throws SQLException {
    try (Connection connection = connect()) {
      ReplicationSlots.drop(connection, name);
      try (Statement statement = connection.createStatement()) {
        statement.execute("DROP DATABASE IF EXISTS \"" + name + "\" WITH (FORCE)");
      }
    }
  }

  /** Sets a parameter with ALTER SYSTEM and reloads; some take effect only after a restart. */
  public void configure(String name, String value) throws SQLException {
    execute("ALTER SYSTEM SET " + name + " = '" + value.replace("'", "''") + "'");
    execute("SELECT pg_reload_conf()");
  }

  /** Undoes {@link #configure}. */
  public void reset(String name) throws SQLException {
    execute("ALTER SYSTEM RESET " + name);
    execute("SELECT pg_reload_conf()");
  }

  /**
   * Waits until a query in database {@code postgres} answers true.
   *
   * @throws IllegalStateException if it does not within a minute
   */
  public void await(String booleanQuery) throws SQLException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      while (true) {
        try (ResultSet result = statement.executeQuery(booleanQuery)) {
          if (result.next() && result.getBoolean(1)) {
            return;
          }
        }
        if (System.nanoTime() > end) {
          throw new IllegalStateException("not true within a minute: " + booleanQuery);
        }
        Thread.sleep(5);
      }
    }
  }

  /** Makes commits wait for that standby, and waits until it has caught up and counts. */
  public void synchronousStandby(String name) throws SQLException, InterruptedException {
    configure("synchronous_standby_names", name);
    await(
        "SELECT EXISTS (SELECT FROM pg_stat_replication WHERE application_name = '"
            + name
            + "' AND sync_state = 'sync')");
  }

  /** The file that the server logs to. */
  public Path logFile() {
    return process.logFile();
  }

  /** The server's log so far. */
  public String log() {
    try {
      return Files.exists(logFile()) ? Files.readString(logFile()) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public synchronized boolean isRunning() {
    return process.isRunning();
  }

  /** The process id of the postmaster. */
  public synchronized long pid() {
    return process.pid();
  }

  /** Starts the stopped server and waits until it accepts connections. Idempotent. */
  public synchronized void start() {
    if (closed) {
      throw new IllegalStateException("the server was closed");
    }
    if (isRunning()) {
      return;
    }
    port = process.start();
  }

  /** Stops the server in fast mode: transactions are rolled back, a checkpoint is written. */
  public synchronized void stop() {
    process.end(ServerProcess.Ending.FAST);
  }

  /** Stops the server as a crash would: no checkpoint; the next start recovers from the log. */
  public synchronized void crash() {
    process.end(ServerProcess.Ending.CRASH);
  }

  /** Stops in fast mode and starts again. */
  public synchronized void restart() {
    stop();
    start();
  }

  /** Freezes every process of the server (SIGSTOP): connections stay open, nothing answers. */
  public synchronized void freeze() {
    process.freeze();
  }

  /** Undoes {@link #freeze}. */
  public synchronized void thaw() {
    process.thaw();
  }

  /**
   * Starts a streaming standby of this server. The server is stopped, its data directory copied,
   * and both are started: connections to it break.
   *
   * @param name the standby's application_name, as synchronous_standby_names wants it
   * @param more settings of the standby, such as hot_standby_feedback
   */
  public synchronized PostgresServer startStandby(String name, Map<String, String> more) {
    stop();
    Map<String, String> own = new LinkedHashMap<>(more);
    own.put(
        "primary_conninfo",
        "host=127.0.0.1 port=%d user=%s password=%s application_name=%s"
            .formatted(port, USER, password, name));
    ServerProcess standby = process.standby(own);
    start();
    return new PostgresServer(version, standby, password).begin();
  }

  synchronized Optional<CommitGate> commitGate() {
    return process.commitGate();
  }

  /** Stops the server if it runs, and deletes its cluster. Idempotent. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    // Nothing of the cluster is kept, so there is nothing to write a checkpoint for.
    crash();
    try {
      process.delete();
    } finally {
      RunningServers.remove(this);
    }
  }

  @Override
  public String toString() {
    return "PostgreSQL " + version.major() + " on port " + port;
  }
}
