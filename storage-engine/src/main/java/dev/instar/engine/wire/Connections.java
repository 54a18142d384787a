package dev.instar.engine.wire;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The connections of a server, from their being accepted to the end of their threads. Thread-safe:
 * a monitor, which is notified when one goes.
 */
final class Connections {
  /** Those that have not logged in yet do not count as sessions; so many of them may be beside. */
  private static final int SPARE = 16;

  private final int maxSessions;

  // Guarded by this.
  private final Map<Integer, Connection> byProcessId = new HashMap<>();
  private int lastProcessId;
  private int sessions;
  private boolean closed;

  Connections(int maxSessions) {
    this.maxSessions = maxSessions;
  }

  /** A process id nobody has. */
  synchronized int newProcessId() {
    do {
      lastProcessId = lastProcessId == Integer.MAX_VALUE ? 1 : lastProcessId + 1;
    } while (byProcessId.containsKey(lastProcessId));
    return lastProcessId;
  }

  /** Takes it in; false if there are too many, or the server is closed. */
  synchronized boolean add(Connection connection) {
    if (closed || byProcessId.size() >= 2L * maxSessions + SPARE) {
      return false;
    }
    byProcessId.put(connection.processId(), connection);
    return true;
  }

  synchronized void remove(Connection connection) {
    byProcessId.remove(connection.processId());
    notifyAll();
  }

  /** A place for a session; false if all are taken. */
  synchronized boolean takePlace() {
    if (sessions >= maxSessions) {
      return false;
    }
    sessions++;
    return true;
  }

  synchronized void leavePlace() {
    sessions--;
  }

  synchronized Optional<Connection> get(int processId) {
    return Optional.ofNullable(byProcessId.get(processId));
  }

  synchronized int count() {
    return byProcessId.size();
  }

  /** Takes in no more; those that there are. */
  synchronized List<Connection> close() {
    closed = true;
    return List.copyOf(byProcessId.values());
  }

  /** Waits until all are gone; false if some are not by then. */
  synchronized boolean awaitNone(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!byProcessId.isEmpty()) {
      long millis = (end - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        return false;
      }
      wait(millis);
    }
    return true;
  }
}
