package dev.instar.cli.serve;

import dev.instar.engine.BundledDatabase;
import dev.instar.engine.BundledDatabaseBuilder;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * A database that is served until Ctrl-C or SIGTERM: then its sessions are ended, and all is
 * written, before the process goes.
 */
final class ServedDatabase implements AutoCloseable {
  private final BundledDatabase database;
  private final Path directory;
  private final PrintStream output;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "stop serving");

  private ServedDatabase(BundledDatabase database, Path directory, PrintStream output) {
    this.database = database;
    this.directory = directory;
    this.output = output;
  }

  /** Opens the directory and serves it, and says where. */
  static ServedDatabase open(BundledDatabaseBuilder builder, Path directory, PrintStream output) {
    ServedDatabase served = new ServedDatabase(builder.open(directory), directory, output);
    output.println(served.greeting());
    output.flush();
    Runtime.getRuntime().addShutdownHook(served.hook);
    return served;
  }

  /** Where it listens, and how to get there. */
  private String greeting() {
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
    output.println("stopped, all is on disk");
    output.flush();
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
