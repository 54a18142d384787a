package dev.instar.cli;

import dev.instar.cli.shell.Shell;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into a message on standard error and an exit code. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final Shell shell;

  Failures(Shell shell) {
    this.shell = shell;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    String help = "Run: " + command.getCommandSpec().qualifiedName() + " --help";
    if (failure instanceof UnmatchedArgumentException unmatched
        && !unmatched.isUnknownOption()
        && command.getParent() == null) {
      List<String> similar = unmatched.getSuggestions();
      return tell(
          new MigrationException(
              ErrorCode.USAGE,
              "there is no command " + unmatched.getUnmatched().getFirst(),
              similar.isEmpty() ? help : "Did you mean " + String.join(" or ", similar) + "?"));
    }
    return tell(new MigrationException(ErrorCode.USAGE, lowerFirst(failure.getMessage()), help));
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    return tell(failure);
  }

  /** Prints the failure and returns the exit code for it. */
  int tell(Throwable failure) {
    MigrationException known =
        failure instanceof MigrationException migration ? migration : unexpected(failure);
    print(known);
    for (Throwable other : known.getSuppressed()) {
      if (other instanceof MigrationException more) {
        print(more);
      }
    }
    if (shell.debug()) {
      failure.printStackTrace(shell.error());
    }
    return known.code().category().exitCode();
  }

  private void print(MigrationException failure) {
    String head = "error [" + failure.code() + "]:";
    shell.error().println(shell.terminal().errorInk().alarm(head) + " " + failure.getMessage());
    if (!failure.advice().isEmpty()) {
      shell.error().println("  next: " + failure.advice());
    }
  }

  private static MigrationException unexpected(Throwable failure) {
    String message = failure.getMessage() == null ? "" : ": " + failure.getMessage();
    return new MigrationException(
        ErrorCode.INTERNAL,
        failure.getClass().getSimpleName() + message,
        "This is a bug in Instar. Run it again with INSTAR_DEBUG=1 and report what it prints;"
            + " `instar status` says how far the migration has come.",
        failure);
  }

  private static String lowerFirst(String message) {
    return message.isEmpty()
        ? "wrong usage"
        : Character.toLowerCase(message.charAt(0)) + message.substring(1);
  }
}
