package dev.instar.cli.connect;

import dev.instar.cli.shell.Shell;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.postgresql.session.ConnectionSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine.Option;

/** The options of every command that talks to a database. */
public final class ConnectionOptions {
  @Option(
      names = "--url",
      paramLabel = "URL",
      description = {
        "The database: jdbc:postgresql://host[:port]/database, with pgJDBC's options such as"
            + " ?sslmode=verify-full.",
        "Default: the environment variable INSTAR_URL."
      })
  private Optional<String> url = Optional.empty();

  @Option(
      names = {"-U", "--user"},
      paramLabel = "NAME",
      description = {
        "The role to connect as.",
        "Default: INSTAR_USER, then what the URL says, then your name on this machine."
      })
  private Optional<String> user = Optional.empty();

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = {
        "A file whose first line is the password, readable by you alone.",
        "Default: INSTAR_PASSWORD, then ~/.pgpass or PGPASSFILE, then a prompt."
      })
  private Optional<Path> passwordFile = Optional.empty();

  /** What a command does with a database. */
  @FunctionalInterface
  public interface Work {
    int with(ConnectionSettings settings) throws InterruptedException;
  }

  /** Whether the options name a database. */
  public boolean given() {
    return url.isPresent();
  }

  /** Whether the options or the environment name a database. */
  public boolean named(Shell shell) {
    return given() || shell.variable("INSTAR_URL").isPresent();
  }

  /**
   * Does the work with the settings that the options and the environment give. If the server wants
   * a password and none was given, the user is asked, where there is one to ask, and it begins
   * again.
   */
  public int run(Shell shell, Work work) throws InterruptedException {
    ConnectionSettings settings = settings(shell);
    quietLibraries(shell);
    try {
      return work.with(settings);
    } catch (MigrationException e) {
      if (e.code() != ErrorCode.AUTHENTICATION || settings.password().isPresent()) {
        throw e;
      }
      Optional<String> answer = shell.prompt().ask("Password: ");
      return work.with(withPassword(settings, answer.orElseThrow(() -> e)));
    }
  }

  /**
   * The libraries' warnings say nothing that our own errors do not, and would cross the display.
   */
  public static void quietLibraries(Shell shell) {
    if (!shell.debug()) {
      Logger.getLogger("").setLevel(Level.SEVERE);
    }
  }

  private ConnectionSettings settings(Shell shell) {
    String target =
        url.or(() -> shell.variable("INSTAR_URL"))
            .orElseThrow(
                () ->
                    new MigrationException(
                        ErrorCode.USAGE,
                        "no database was named",
                        "Give --url jdbc:postgresql://host/database, or set INSTAR_URL."));
    return new ConnectionSettings(
        TargetUrl.check(target),
        user.or(() -> shell.variable("INSTAR_USER")),
        Passwords.given(passwordFile, shell),
        Map.of());
  }

  private static ConnectionSettings withPassword(ConnectionSettings settings, String password) {
    return new ConnectionSettings(
        settings.url(), settings.user(), Optional.of(password), settings.properties());
  }
}
