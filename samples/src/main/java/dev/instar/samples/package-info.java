/**
 * What a checkout adds to the command line: {@code demo} and {@code bench}. Entry: {@link
 * dev.instar.samples.SampleCommands}, found by the command line's {@link java.util.ServiceLoader}.
 */
package dev.instar.samples;
