package dev.instar.cli;

import dev.instar.cli.shell.Shell;
import java.util.List;

/**
 * Adds commands of other modules, found by {@link java.util.ServiceLoader}: {@code demo} and {@code
 * bench} come this way, and are missing where their module is not on the class path.
 */
public interface CommandProvider {
  /**
   * New command objects, annotated with picocli's {@code @Command}, each a {@code
   * Callable<Integer>} that returns its exit code or throws {@code MigrationException}. Called at
   * every start of the process, whatever the command: constructors do nothing but keep what they
   * are given.
   *
   * @param shell where to read from and write to
   */
  List<Object> commands(Shell shell);
}
