package dev.instar.samples.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;

/** One client: sends its requests when they are due. Run by its own thread. */
final class LoadClient implements AutoCloseable {
  private final OpenLoop loop;
  private final Connection connection;
  private final Request request;
  private final long intervalNanos;

  /** When the request that is under way was sent; 0 if none is. */
  private volatile long sentNanos;

  LoadClient(OpenLoop loop, Connection connection, Request request, long intervalNanos) {
    this.loop = loop;
    this.connection = connection;
    this.request = request;
    this.intervalNanos = intervalNanos;
  }

  long intervalNanos() {
    return intervalNanos;
  }

  void run(long firstNanos) {
    long due = firstNanos;
    while (loop.isDue(due)) {
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
        if (!loop.isDue(due)) {
          return;
        }
      }
      send(due);
      due = intervalNanos == 0 ? System.nanoTime() : due + intervalNanos;
    }
  }

  private void send(long due) {
    LoadPhase phase = loop.phaseOf(due);
    phase.due.increment();
    long sent = System.nanoTime();
    sentNanos = sent;
    try {
      request.send();
      long answered = System.nanoTime();
      phase.latencies.record(answered - due);
      phase.longestStallNanos.accumulate(answered - sent);
      loop.answered(answered - due);
    } catch (SQLException e) {
      if (loop.isDue(due)) {
        phase.failed.increment();
        loop.failed(e);
      }
    } finally {
      sentNanos = 0;
    }
  }

  /** Any thread: how long it has been waiting for an answer. */
  long waitingNanos(long nowNanos) {
    long sent = sentNanos;
    return sent == 0 ? 0 : nowNanos - sent;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
