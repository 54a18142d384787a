package dev.instar.cli.serve;

import dev.instar.engine.BundledDatabase;
import dev.instar.engine.BundledDatabaseBuilder;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * A database that is served until Ctrl-C or SIGTERM: then its sessions are ended, and all is
 * written, before the process goes.
 */
final class ServedDatabase implements AutoCloseable {
  private final BundledDatabase database;
  private final Path directory;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "stop serving");

  private ServedDatabase(BundledDatabase database, Path directory) {
    this.database = database;
    this.directory = directory;
  }

  static ServedDatabase open(BundledDatabaseBuilder builder, Path directory) {
    ServedDatabase served = new ServedDatabase(builder.open(directory), directory);
    Runtime.getRuntime().addShutdownHook(served.hook);
    return served;
  }

  /** Where it listens, and how to get there. */
  String greeting() {
    return "serving %s on %s:%d%n  psql \"postgresql://%s@%s:%d/%s\""
        .formatted(
            directory,
            database.address().getAddress().getHostAddress(),
            database.port(),
            database.user(),
            database.address().getAddress().getHostAddress(),
            database.port(),
            database.database());
  }

  /** Returns when it is to stop. */
  void awaitStop() throws InterruptedException {
    stop.await();
  }

  /** The signal: the process ends when this has. */
  private void stop() {
    database.close();
    stop.countDown();
  }

  @Override
  public void close() {
    database.close();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException stopping) {
      // The hook runs already, and has closed it.
      return;
    }
  }
}
