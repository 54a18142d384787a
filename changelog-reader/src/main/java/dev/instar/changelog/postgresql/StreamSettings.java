package dev.instar.changelog.postgresql;

import dev.instar.changelog.TableId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which stream is asked for.
 *
 * @param slot the name of a logical slot with plugin pgoutput in the connections' database
 * @param publication what is to be sent; older than the slot
 * @param keys the tables to report, each with the columns of its key in the order in which keys are
 *     wanted; other tables of the publication are left out
 * @param start repeats nothing that ended at or before it; empty for what the server has confirmed
 * @param excludeReplicated leaves out what a session with a replication origin wrote; PostgreSQL 16
 *     and later
 * @param timeZone the sessions' TimeZone, in which timestamptz keys are printed
 * @param queueCapacity how many events wait for the poller at most, before the reader stops reading
 * @param statusInterval how often the server hears from us at least, and how often an idle stream
 *     asks it for its position
 */
public record StreamSettings(
    StreamConnections connections,
    String slot,
    String publication,
    Map<TableId, List<String>> keys,
    Optional<Lsn> start,
    boolean excludeReplicated,
    String timeZone,
    int queueCapacity,
    Duration statusInterval) {
  private static final int QUEUE_CAPACITY = 10_000;

  /** Well below any sensible wal_sender_timeout, whose default is a minute. */
  private static final Duration STATUS_INTERVAL = Duration.ofSeconds(1);

  public StreamSettings {
    Objects.requireNonNull(connections, "connections");
    Objects.requireNonNull(publication, "publication");
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(timeZone, "timeZone");
    keys = Map.copyOf(keys);
    if (!slot.matches("[a-z0-9_]{1,63}")) {
      throw new IllegalArgumentException("not a slot's name: " + slot);
    }
    if (keys.values().stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException("a key has at least one column: " + keys);
    }
    if (queueCapacity < 1 || !statusInterval.isPositive()) {
      throw new IllegalArgumentException("the queue and the interval must be positive");
    }
  }

  /** All that the slot still has, from any origin, in time zone UTC. */
  public static StreamSettings of(
      StreamConnections connections,
      String slot,
      String publication,
      Map<TableId, List<String>> keys) {
    return new StreamSettings(
        connections,
        slot,
        publication,
        keys,
        Optional.empty(),
        false,
        "UTC",
        QUEUE_CAPACITY,
        STATUS_INTERVAL);
  }

  public StreamSettings startingAt(Lsn position) {
    return new StreamSettings(
        connections,
        slot,
        publication,
        keys,
        Optional.of(position),
        excludeReplicated,
        timeZone,
        queueCapacity,
        statusInterval);
  }

  public StreamSettings excludingReplicated() {
    return new StreamSettings(
        connections, slot, publication, keys, start, true, timeZone, queueCapacity, statusInterval);
  }

  public StreamSettings inTimeZone(String zone) {
    return new StreamSettings(
        connections,
        slot,
        publication,
        keys,
        start,
        excludeReplicated,
        zone,
        queueCapacity,
        statusInterval);
  }

  public StreamSettings withQueueCapacity(int events) {
    return new StreamSettings(
        connections,
        slot,
        publication,
        keys,
        start,
        excludeReplicated,
        timeZone,
        events,
        statusInterval);
  }

  public StreamSettings withStatusInterval(Duration interval) {
    return new StreamSettings(
        connections,
        slot,
        publication,
        keys,
        start,
        excludeReplicated,
        timeZone,
        queueCapacity,
        interval);
  }

  /** The start command of the replication protocol. */
  String startCommand() {
    String names = "\"" + publication.replace("\"", "\"\"") + "\"";
    return "START_REPLICATION SLOT \""
        + slot
        + "\" LOGICAL "
        + start.orElse(Lsn.ZERO).text()
        + " (\"proto_version\" '1', \"publication_names\" '"
        + names.replace("'", "''")
        + "', \"messages\" 'true'"
        + (excludeReplicated ? ", \"origin\" 'none'" : "")
        + ")";
  }
}
