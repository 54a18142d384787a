package dev.instar.engine.session;

import dev.instar.engine.BundledDatabase;
import java.io.IOException;
import java.nio.file.Path;

/** A process that serves a directory until it is killed. */
final class ServedDatabase {
  static final String PASSWORD = "of a test";

  private ServedDatabase() {}

  /** Says where it listens, on one line. */
  public static void main(String[] arguments) throws IOException {
    BundledDatabase database =
        BundledDatabase.builder().password(PASSWORD).open(Path.of(arguments[0]));
    System.out.println(database.jdbcUrl());
    System.out.flush();
    while (System.in.read() >= 0) {
      // Until it is killed.
    }
  }
}
