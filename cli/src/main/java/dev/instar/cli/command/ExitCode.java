package dev.instar.cli.command;

import dev.instar.migrator.error.ErrorCode;

/** The exit codes that are not an error's category; that one knows its own. */
final class ExitCode {
  static final int DONE = 0;
  static final int USAGE = ErrorCode.Category.USAGE.exitCode();
  static final int FINDING = 3;
  static final int REFUSED = ErrorCode.Category.REFUSED.exitCode();

  /** As a shell reports a process that Ctrl-C has ended. */
  static final int STOPPED = 130;

  private ExitCode() {}
}
