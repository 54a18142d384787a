/**
 * Clients that send requests at a fixed rate, and what they experienced.
 *
 * <p>Entry: {@link dev.instar.samples.load.OpenLoop}. A request is timed from the moment it was
 * due, not from the moment it was sent: when the database stands still, the requests that nobody
 * could send count as slow too. Used by the demo and the benchmark. Knows JDBC, not the migrator.
 */
package dev.instar.samples.load;
