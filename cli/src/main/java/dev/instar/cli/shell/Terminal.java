package dev.instar.cli.shell;

import dev.instar.migrator.report.Ink;
import java.io.Console;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What is known of the terminal.
 *
 * @param output whether standard output goes to one
 * @param error whether standard error goes to one
 * @param canRedraw whether it understands the control sequences that redraw a line
 * @param colour whether colours are welcome, see no-color.org
 * @param columns its width when the process started
 */
public record Terminal(
    boolean output, boolean error, boolean canRedraw, boolean colour, int columns) {
  public static final Terminal NONE = new Terminal(false, false, false, false, 80);

  /**
   * What the launcher found out with {@code test -t} and passed on as {@code instar.tty.out},
   * {@code instar.tty.err} and {@code instar.columns}; without the launcher, what the JVM knows.
   */
  public static Terminal detect(Properties properties, Map<String, String> environment) {
    boolean output = isTerminal(properties.getProperty("instar.tty.out"));
    boolean error = isTerminal(properties.getProperty("instar.tty.err"));
    boolean dumb = environment.getOrDefault("TERM", "dumb").equals("dumb");
    boolean noColour = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(output, error, !dumb, !dumb && !noColour, columns(properties));
  }

  /** The ink for standard output. */
  public Ink outputInk() {
    return output && colour ? Ink.COLOUR : Ink.PLAIN;
  }

  /** The ink for standard error. */
  public Ink errorInk() {
    return error && colour ? Ink.COLOUR : Ink.PLAIN;
  }

  private static boolean isTerminal(String told) {
    return told == null ? console().isPresent() : told.equals("true");
  }

  /**
   * The console, if standard input and output are a terminal. From JDK 22 on there is a console
   * without a terminal too, and a method that tells.
   */
  @SuppressWarnings("SystemConsoleNull")
  static Optional<Console> console() {
    Console console = System.console();
    if (console == null) {
      return Optional.empty();
    }
    try {
      boolean terminal = (Boolean) Console.class.getMethod("isTerminal").invoke(console);
      return terminal ? Optional.of(console) : Optional.empty();
    } catch (NoSuchMethodException e) {
      return Optional.of(console);
    } catch (ReflectiveOperationException e) {
      return Optional.empty();
    }
  }

  private static int columns(Properties properties) {
    try {
      int columns = Integer.parseInt(properties.getProperty("instar.columns", "80"));
      return columns < 20 ? 80 : columns;
    } catch (NumberFormatException e) {
      return 80;
    }
  }
}
