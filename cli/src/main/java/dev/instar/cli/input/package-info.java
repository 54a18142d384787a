/**
 * What the user hands in: {@link dev.instar.cli.input.Script} reads a file of SQL, or standard
 * input, and says what is wrong with it.
 */
package dev.instar.cli.input;
