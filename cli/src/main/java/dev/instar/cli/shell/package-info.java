/**
 * What the process was started in: {@link dev.instar.cli.shell.Shell} holds its streams, its
 * environment variables and what is known of its {@link dev.instar.cli.shell.Terminal terminal}.
 * Passed in, so that tests can give another.
 */
package dev.instar.cli.shell;
