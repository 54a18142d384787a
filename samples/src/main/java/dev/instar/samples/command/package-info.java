/**
 * What a checkout adds to the command line: {@link dev.instar.samples.command.SampleCommands},
 * found by the command line's {@link java.util.ServiceLoader}.
 */
package dev.instar.samples.command;
