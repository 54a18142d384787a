package dev.instar.changelog.postgresql;

import dev.instar.changelog.ChangeEvent;
import dev.instar.changelog.ChangeStream;
import dev.instar.changelog.ChangeStreamException;
import dev.instar.changelog.ChangeStreamException.Reason;
import dev.instar.changelog.LogPosition;
import dev.instar.changelog.postgresql.TransactionReader.Delivery;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A logical replication slot as a change stream.
 *
 * <p>A thread of its own reads ahead into a bounded queue. The polling thread takes from it and
 * holds each transaction back at its begin until the {@link VisibilityGate} lets it through; in
 * protocol version 1 a transaction has committed when its begin arrives, so its changes then flow
 * without ever being held together.
 */
public final class PostgresChangeStream implements ChangeStream {
  private static final Duration CLOSE_MAX = Duration.ofSeconds(2);

  /** A snapshot takes microseconds; a server silent for so long is gone. */
  private static final Duration SILENCE_MAX = Duration.ofMinutes(1);

  private final Connection ordinary;
  private final VisibilityGate gate;
  private final ReplicationConnection replication;
  private final StreamReader reader;
  private final Thread thread;

  // Owned by the polling thread.
  private Delivery held;
  private ChangeStreamException broken;

  private PostgresChangeStream(
      Connection ordinary,
      VisibilityGate gate,
      ReplicationConnection replication,
      StreamReader reader,
      String name) {
    this.ordinary = ordinary;
    this.gate = gate;
    this.replication = replication;
    this.reader = reader;
    this.thread = Thread.ofPlatform().daemon().name(name).start(reader);
  }

  /**
   * Opens the stream.
   *
   * @throws ChangeStreamException with every reason but PROTOCOL; nothing is left open
   */
  public static PostgresChangeStream open(StreamSettings settings) {
    Connection ordinary = null;
    ReplicationConnection replication = null;
    try {
      ordinary = settings.connections().ordinary();
      SessionSettings.pin(ordinary, settings.timeZone());
      ordinary.setNetworkTimeout(Runnable::run, (int) SILENCE_MAX.toMillis());
      StreamPreconditions.checkBefore(ordinary, settings);
      VisibilityGate gate = new VisibilityGate(ordinary);
      replication = ReplicationConnection.start(settings.connections().replication(), settings);
      StreamPreconditions.checkAfter(ordinary, settings);
      StreamReader reader = new StreamReader(settings, replication);
      String name = "instar-stream-" + settings.slot();
      return new PostgresChangeStream(ordinary, gate, replication, reader, name);
    } catch (SQLException e) {
      close(e, replication, ordinary);
      throw StreamErrors.of(e);
    } catch (RuntimeException e) {
      close(e, replication, ordinary);
      throw e;
    }
  }

  @Override
  public Optional<ChangeEvent> poll(Duration timeout) throws InterruptedException {
    if (broken != null) {
      throw broken;
    }
    long deadline = System.nanoTime() + timeout.toNanos();
    Delivery next = held;
    if (next == null) {
      next = reader.queue().poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
      if (next == null || next.equals(StreamReader.ENDED)) {
        requireOpen();
        return Optional.empty();
      }
    }
    if (next.event() instanceof ChangeEvent.Begin) {
      held = next;
      if (!isVisible(next.xid(), deadline)) {
        return Optional.empty();
      }
      held = null;
    }
    return Optional.of(next.event());
  }

  private boolean isVisible(int xid, long deadline) throws InterruptedException {
    try {
      return gate.awaitVisible(xid, deadline);
    } catch (SQLException e) {
      broken = StreamErrors.of(e);
      throw broken;
    }
  }

  /** What was queued before the stream broke has been handed over by now. */
  private void requireOpen() {
    Optional<ChangeStreamException> failure = reader.failure();
    if (failure.isPresent() && reader.queue().isEmpty()) {
      broken = failure.get();
      throw broken;
    }
  }

  @Override
  public void acknowledge(LogPosition durable) {
    reader.acknowledge((Lsn) durable);
  }

  @Override
  public void close() {
    reader.close();
    boolean interrupted = false;
    try {
      thread.join(CLOSE_MAX);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    SQLException none = null;
    if (thread.isAlive()) {
      replication.abort();
    }
    try {
      ordinary.close();
    } catch (SQLException e) {
      none = e;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (none != null) {
      throw new ChangeStreamException(Reason.DISCONNECTED, "cannot close a connection", none);
    }
  }

  private static void close(Exception cause, AutoCloseable... resources) {
    for (AutoCloseable resource : resources) {
      try {
        if (resource != null) {
          resource.close();
        }
      } catch (Exception e) {
        cause.addSuppressed(e);
      }
    }
  }
}
