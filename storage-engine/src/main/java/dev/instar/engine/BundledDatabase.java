package dev.instar.engine;

import dev.instar.engine.disk.Disk;
import dev.instar.engine.disk.MemoryDisk;
import dev.instar.engine.disk.RealDisk;
import dev.instar.engine.session.Engine;
import dev.instar.engine.statement.EngineServices;
import dev.instar.engine.store.Store;
import dev.instar.engine.txn.CommitGate;
import dev.instar.engine.wire.WireServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A database of one's own, in this process: opened on a directory or in memory, reached by any
 * PostgreSQL driver.
 *
 * <pre>{@code
 * try (BundledDatabase database = BundledDatabase.open(Path.of("data"));
 *     Connection connection =
 *         DriverManager.getConnection(
 *             database.jdbcUrl(), database.user(), database.password())) {
 *   …
 * }
 * }</pre>
 *
 * <p>Thread-safe. {@link #close} ends all sessions and writes a checkpoint; a process that ends
 * without it loses nothing that was committed.
 */
public final class BundledDatabase implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final BundledDatabaseBuilder options;
  private final Engine engine;
  private final WireServer server;
  private boolean closed;

  private BundledDatabase(BundledDatabaseBuilder options, Engine engine, WireServer server) {
    this.options = options;
    this.engine = engine;
    this.server = server;
  }

  /** Opens a directory, and makes a database there if it is empty; on a free port of loopback. */
  public static BundledDatabase open(Path directory) {
    return builder().open(directory);
  }

  /** A database that is gone when it is closed. */
  public static BundledDatabase inMemory() {
    return builder().inMemory();
  }

  /** Whether a database has been made there. */
  public static boolean isIn(Path directory) {
    return Store.isIn(directory);
  }

  public static BundledDatabaseBuilder builder() {
    return new BundledDatabaseBuilder();
  }

  static BundledDatabase start(Disk disk, BundledDatabaseBuilder options) {
    Engine engine = Engine.open(disk, options.engineOptions());
    boolean started = false;
    try {
      WireServer server = WireServer.start(options.wireSettings(), engine);
      started = true;
      return new BundledDatabase(options, engine, server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (!started) {
        engine.close();
      }
    }
  }

  static Disk disk(Path directory) {
    return new RealDisk(directory);
  }

  static Disk memory() {
    return new MemoryDisk();
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.address();
  }

  public int port() {
    return server.address().getPort();
  }

  /** For the first database, without user and password. */
  public String jdbcUrl() {
    return jdbcUrl(options.database());
  }

  /** For a database by name, without user and password. */
  public String jdbcUrl(String database) {
    String host = server.address().getAddress().getHostAddress();
    String written = host.contains(":") ? "[" + host + "]" : host;
    return "jdbc:postgresql://" + written + ":" + port() + "/" + database;
  }

  /** The first role, a superuser. */
  public String user() {
    return options.user();
  }

  /** Its password; made up when none was given. */
  public String password() {
    return options.password();
  }

  /** The first database's name. */
  public String database() {
    return options.database();
  }

  /** Holds commits between the log and visibility: for tests. */
  public CommitGate commitGate() {
    return engine.services().transactions().gate();
  }

  /** What all sessions share: for tests. */
  public EngineServices services() {
    return engine.services();
  }

  /** Ends all sessions and lets go of the directory. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      server.shutdown(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      engine.close();
    }
  }

  /** Stops as a crash would stop it, and lets go of the directory: for tests. */
  public synchronized void crash() {
    if (closed) {
      return;
    }
    closed = true;
    server.close();
    engine.closeAbruptly();
  }
}
