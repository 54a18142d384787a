package dev.instar.cli.shell;

import java.util.Optional;

/** Asks whoever sits at the terminal for a password, without echo. */
@FunctionalInterface
public interface PasswordPrompt {
  /** Where nobody can be asked. */
  PasswordPrompt NOBODY = question -> Optional.empty();

  /** The answer; empty where there is no terminal to ask on. */
  Optional<String> ask(String question);

  /** Asks on the process's console. */
  static Optional<String> onConsole(String question) {
    return Terminal.console().map(console -> console.readPassword("%s", question)).map(String::new);
  }
}
