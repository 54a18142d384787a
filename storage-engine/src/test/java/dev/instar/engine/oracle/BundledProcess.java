package dev.instar.engine.oracle;

import dev.instar.engine.BundledDatabase;
import dev.instar.engine.BundledDatabaseBuilder;
import dev.instar.engine.txn.CommitGate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/**
 * The bundled engine in a real server's place, in this JVM, on a directory of its own: for tests
 * that are run on both. What it has no counterpart for aborts the test.
 */
final class BundledProcess implements ServerProcess {
  private final Path directory;
  private final String user;
  private final String password;
  private final Map<String, String> settings;
  private BundledDatabase database;
  private int port;

  BundledProcess(String user, String password, Map<String, String> settings) {
    this.user = user;
    this.password = password;
    this.settings = Map.copyOf(settings);
    try {
      directory = Files.createTempDirectory("instar-bundled");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int start() {
    BundledDatabaseBuilder builder =
        BundledDatabase.builder().user(user).password(password).database("postgres").port(port);
    settings.forEach(builder::setting);
    database = builder.open(directory);
    port = database.port();
    return port;
  }

  @Override
  public boolean isRunning() {
    return database != null;
  }

  @Override
  public void end(Ending ending) {
    if (database == null) {
      return;
    }
    switch (ending) {
      case FAST -> database.close();
      case CRASH -> database.crash();
    }
    database = null;
  }

  @Override
  public void freeze() {
    throw absent("freezing a server");
  }

  @Override
  public void thaw() {
    throw absent("freezing a server");
  }

  @Override
  public long pid() {
    throw absent("a server that is a process");
  }

  @Override
  public Path logFile() {
    return directory.resolve("server.log");
  }

  @Override
  public ServerProcess standby(Map<String, String> settings) {
    throw absent("standbys");
  }

  @Override
  public Optional<CommitGate> commitGate() {
    return Optional.of(database.commitGate());
  }

  private static RuntimeException absent(String feature) {
    return Aborted.test("the bundled engine has not: " + feature);
  }

  /** Loaded when a test needs it: the demo runs on this class without the tests' libraries. */
  private static final class Aborted {
    static RuntimeException test(String reason) {
      return new TestAbortedException(reason);
    }
  }

  @Override
  public void delete() {
    try {
      Trees.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
