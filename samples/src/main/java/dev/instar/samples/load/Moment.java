package dev.instar.samples.load;

import java.time.Duration;

/**
 * What happened since the last look.
 *
 * @param answered requests answered
 * @param slowest the slowest of them, or the longest that a client is waiting now if that is longer
 */
public record Moment(long answered, Duration slowest) {}
