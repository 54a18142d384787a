/**
 * {@code instar serve}: the bundled engine as a server of its own. {@link
 * dev.instar.cli.serve.ServeCommand} opens a data directory, says where it listens, and stops in
 * order when it is told to.
 */
package dev.instar.cli.serve;
