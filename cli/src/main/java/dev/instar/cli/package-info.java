/**
 * The command line: {@link dev.instar.cli.Main} parses arguments, runs one command and turns what
 * happened into messages and an exit code. Thin: it knows no SQL and opens no connection of its
 * own.
 *
 * <p>Other modules on the class path add commands through {@link dev.instar.cli.CommandProvider}.
 */
package dev.instar.cli;
