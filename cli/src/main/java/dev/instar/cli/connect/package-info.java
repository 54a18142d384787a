/**
 * How to reach the target: {@link dev.instar.cli.connect.ConnectionOptions} are the options that
 * every command with a database has, and {@link dev.instar.cli.connect.Passwords} knows where
 * passwords are looked for. A password never appears in a message, and is not taken from where
 * other users of the machine could see it.
 */
package dev.instar.cli.connect;
