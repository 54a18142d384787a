package dev.instar.changelog.postgresql;

import dev.instar.changelog.ChangeEvent;
import dev.instar.changelog.ChangeStreamException;
import dev.instar.changelog.ChangeStreamException.Reason;
import dev.instar.changelog.postgresql.TransactionReader.Delivery;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The reader's thread: receives, decodes and queues. While the queue is full it reads no further
 * but keeps telling the server that it lives, so that wal_sender_timeout does not end the stream;
 * the server holds back what is not read.
 */
final class StreamReader implements Runnable {
  /** Ends the poller's wait; {@link #failure} says why. */
  static final Delivery ENDED = new Delivery(new ChangeEvent.Idle(Lsn.ZERO), 0);

  /** How far apart positions of an idle stream are at least. */
  private static final Duration IDLE_INTERVAL = Duration.ofMillis(100);

  /** An acknowledgement waits no longer than this for more to come. */
  private static final Duration ACKNOWLEDGE_INTERVAL = Duration.ofMillis(100);

  /** A message that took longer than this to receive was waited for. */
  private static final Duration WAITED = Duration.ofNanos(20_000);

  /** So that a busy server's messages are received together, not one wake-up each. */
  private static final Duration GATHER = Duration.ofMillis(1);

  private final StreamSettings settings;
  private final ReplicationConnection connection;
  private final TransactionReader transactions;
  private final BlockingQueue<Delivery> queue;
  private final AtomicReference<Lsn> acknowledged = new AtomicReference<>(Lsn.ZERO);
  private volatile boolean closing;
  private volatile ChangeStreamException failure;

  // Owned by the reader's thread.
  private Lsn acknowledgedSent = Lsn.ZERO;
  private Lsn handedOver = Lsn.ZERO;
  private Lsn decoded = Lsn.ZERO;
  private long statusNanos = System.nanoTime();
  private long receivedNanos = System.nanoTime();
  private long idleNanos = System.nanoTime() - IDLE_INTERVAL.toNanos();

  StreamReader(StreamSettings settings, ReplicationConnection connection) {
    this.settings = settings;
    this.connection = connection;
    this.transactions = new TransactionReader(settings.keys());
    this.queue = new ArrayBlockingQueue<>(settings.queueCapacity());
  }

  BlockingQueue<Delivery> queue() {
    return queue;
  }

  /** Why the stream broke; empty while it has not. */
  Optional<ChangeStreamException> failure() {
    return Optional.ofNullable(failure);
  }

  /** Remembers the highest position to acknowledge; sent by the reader's thread. */
  void acknowledge(Lsn position) {
    acknowledged.accumulateAndGet(position, (a, b) -> a.compareTo(b) < 0 ? b : a);
  }

  /** Makes the thread send what is still to be acknowledged, and end. */
  void close() {
    closing = true;
  }

  @Override
  public void run() {
    try (connection) {
      while (!closing) {
        long begin = System.nanoTime();
        Optional<ReplicationMessage> message = connection.receiveNow();
        boolean waited = System.nanoTime() - begin > WAITED.toNanos();
        if (message.isEmpty()) {
          message = ping();
        }
        if (message.isPresent()) {
          take(message.get());
          if (waited) {
            Thread.sleep(GATHER);
          }
        }
        offerIdle();
        keepInTouch();
      }
      connection.sendStatus(acknowledged.get(), false);
      end(closed());
    } catch (SQLException e) {
      end(closing ? closed() : StreamErrors.diagnose(e, settings));
    } catch (ChangeStreamException e) {
      end(e);
    } catch (InterruptedException e) {
      end(closed());
    } catch (RuntimeException e) {
      end(new ChangeStreamException(Reason.PROTOCOL, "the stream could not be read: " + e, e));
    }
  }

  private static ChangeStreamException closed() {
    return new ChangeStreamException(Reason.DISCONNECTED, "the stream was closed");
  }

  private void end(ChangeStreamException why) {
    failure = why;
    // A full queue needs no signal: nobody waits on it.
    boolean ignored = queue.offer(ENDED);
  }

  /** After a silence, asks the server for its position, and waits for the answer. */
  private Optional<ReplicationMessage> ping() throws SQLException {
    if (System.nanoTime() - receivedNanos < settings.statusInterval().toNanos()) {
      return Optional.empty();
    }
    sendStatus(true);
    return connection.receiveReply();
  }

  private void take(ReplicationMessage message) throws SQLException, InterruptedException {
    receivedNanos = System.nanoTime();
    switch (message) {
      case ReplicationMessage.WalData data -> {
        for (Delivery delivery : transactions.read(PgOutputDecoder.decode(data.payload()))) {
          put(delivery);
        }
        decoded = later(decoded, transactions.finished());
      }
      case ReplicationMessage.Keepalive keepalive -> {
        if (transactions.isBetweenTransactions()) {
          decoded = later(decoded, keepalive.end());
        }
        if (keepalive.replyRequested()) {
          sendStatus(false);
        }
      }
    }
  }

  private void put(Delivery delivery) throws SQLException, InterruptedException {
    while (!queue.offer(delivery, ACKNOWLEDGE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
      if (closing) {
        throw closed();
      }
      keepInTouch();
    }
    if (delivery.event() instanceof ChangeEvent.Commit commit) {
      handedOver = (Lsn) commit.position();
    }
  }

  /**
   * Between transactions all that was decoded has been queued, so its end is a position that
   * nothing comes before.
   */
  private void offerIdle() {
    if (!transactions.isBetweenTransactions() || decoded.compareTo(handedOver) <= 0) {
      return;
    }
    long now = System.nanoTime();
    if (now - idleNanos >= IDLE_INTERVAL.toNanos()
        && queue.offer(new Delivery(new ChangeEvent.Idle(decoded), 0))) {
      handedOver = decoded;
      idleNanos = now;
    }
  }

  private void keepInTouch() throws SQLException {
    long silent = System.nanoTime() - statusNanos;
    boolean news = acknowledged.get().compareTo(acknowledgedSent) > 0;
    if (silent >= settings.statusInterval().toNanos()
        || (news && silent >= ACKNOWLEDGE_INTERVAL.toNanos())) {
      sendStatus(false);
    }
  }

  private void sendStatus(boolean replyRequested) throws SQLException {
    Lsn position = acknowledged.get();
    connection.sendStatus(position, replyRequested);
    acknowledgedSent = position;
    statusNanos = System.nanoTime();
  }

  private static Lsn later(Lsn one, Lsn other) {
    return one.compareTo(other) < 0 ? other : one;
  }
}
