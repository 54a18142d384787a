package dev.instar.cli.command;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;

/** What is wrong with a command line and picocli could not know. */
final class Usage {
  private Usage() {}

  static MigrationException error(String message) {
    return new MigrationException(ErrorCode.USAGE, message, "See --help.");
  }
}
