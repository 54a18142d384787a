/**
 * {@code instar bench}: what Instar costs, measured beside what PostgreSQL does by itself, on the
 * same server in the same run.
 *
 * <p>Entry: {@link dev.instar.samples.bench.BenchCommand}. A {@link
 * dev.instar.samples.bench.Scenario} measures one thing and puts every raw number into {@link
 * dev.instar.samples.bench.Measurements}; ratios of medians are what travels to another machine.
 * Nothing here passes or fails by time.
 */
package dev.instar.samples.bench;
