/**
 * The commands, one class each. A command reads its options, calls one thing of the migrator,
 * prints the outcome and returns an exit code.
 */
package dev.instar.cli.command;
