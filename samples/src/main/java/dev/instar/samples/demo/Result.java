package dev.instar.samples.demo;

import dev.instar.migrator.progress.ProgressEvent;
import dev.instar.samples.load.Experience;
import java.time.Duration;
import java.util.Optional;

/**
 * How one half of the demo went.
 *
 * @param took how long the change took
 * @param during what clients experienced meanwhile
 * @param writes how many writes the clients were promised
 * @param lostWrites how many of them are not there
 * @param summary what Instar says it did, where it was Instar
 */
record Result(
    Duration took,
    Experience during,
    long writes,
    long lostWrites,
    Optional<ProgressEvent.RebuildSummary> summary) {}
