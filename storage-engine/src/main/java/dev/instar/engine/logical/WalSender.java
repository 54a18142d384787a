package dev.instar.engine.logical;

import dev.instar.engine.changelog.CommitDetails;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.wal.Log;
import dev.instar.engine.wal.Lsn;
import dev.instar.engine.wire.CopyBoth;
import dev.instar.engine.wire.ReplicationCommands;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * START_REPLICATION: sends what a slot has, and goes on as the log grows, until the client is done.
 * Of the connection's thread; whoever makes log durable wakes it.
 *
 * <p>A change is on its way as soon as it is durable, which may be before the transaction is
 * visible, as on PostgreSQL.
 */
final class WalSender implements ReplicationCommands.Stream, PgOutput.Output {
  /** PostgreSQL's default of wal_sender_timeout. */
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** How far apart positions of a stream are that has nothing else to tell, at least. */
  private static final Duration POSITION_INTERVAL = Duration.ofMillis(10);

  /** How long to wait where there is nothing to wait for but what wakes it. */
  private static final Duration LONG = Duration.ofSeconds(10);

  /** So many messages or records go by between two looks at what the client says. */
  private static final int LOOK_EVERY = 256;

  private final LogicalChangelog changelog;
  private final ReplicationHost host;
  private final Slot slot;
  private final Lsn from;
  private final SenderState state;
  private final long timeoutNanos;
  private final AtomicBoolean sleeping = new AtomicBoolean();
  private CopyBoth client;

  /** Offered to the slot when the client has confirmed it; null if there is none. */
  private RestartPoint candidate;

  /** Set before the stream runs: it tells this. */
  private Decoder decoder;

  private Lsn told = Lsn.ZERO;
  private long toldNanos = System.nanoTime();
  private long repliedNanos = System.nanoTime();
  private boolean replyRequested;
  private long requestedNanos;
  private int sinceLook;

  /**
   * @param slot acquired for the host; given back when the stream ends
   */
  WalSender(LogicalChangelog changelog, ReplicationHost host, Slot slot, Lsn from) {
    this.changelog = changelog;
    this.host = host;
    this.slot = slot;
    this.from = from;
    this.state = new SenderState(host);
    this.timeoutNanos =
        Durations.of(host.functions().setting("wal_sender_timeout"), TIMEOUT).toNanos();
  }

  /** Makes what is sent; before {@link #run}. */
  void decodeWith(Decoder made) {
    decoder = made;
  }

  SenderState state() {
    return state;
  }

  @Override
  public String run(CopyBoth connected) {
    client = connected;
    changelog.started(this);
    Log log = host.services().store().log();
    Log.Listening listening = log.listen(this::wake);
    host.whenInterrupted(client::wake);
    try {
      // Who interrupted before had nobody to wake.
      host.checkInterrupts();
      stream(log);
      return "COPY 0";
    } finally {
      host.whenInterrupted(() -> {});
      listening.close();
      decoder.close();
      changelog.ended(this);
      changelog.slotTable().release(slot);
    }
  }

  private void wake() {
    if (sleeping.compareAndSet(true, false)) {
      client.wake();
    }
  }

  private void stream(Log log) {
    while (!client.isDone()) {
      if (decoder.step()) {
        sent();
      } else {
        state.caughtUp();
        offerRestart();
        tellPosition();
        client.flush();
        await(log);
      }
    }
  }

  /** Something was decoded; now and then looks whether the client has said something. */
  private void sent() {
    if (candidate == null) {
      candidate = decoder.restartPoint().orElse(null);
    }
    if (++sinceLook >= LOOK_EVERY) {
      look();
    }
  }

  private void look() {
    sinceLook = 0;
    hear(Duration.ZERO);
    checkTimes();
  }

  private void await(Log log) {
    sleeping.set(true);
    if (log.durableEnd().compareTo(decoder.read()) > 0) {
      // It has grown between the last look and this one.
      sleeping.set(false);
      return;
    }
    hear(patience());
    sleeping.set(false);
    checkTimes();
  }

  private Duration patience() {
    long nanos = LONG.toNanos();
    if (timeoutNanos > 0) {
      nanos = Math.min(nanos, dueNanos() - System.nanoTime());
    }
    if (told.compareTo(position()) < 0) {
      nanos = Math.min(nanos, toldNanos + POSITION_INTERVAL.toNanos() - System.nanoTime());
    }
    return Duration.ofNanos(Math.max(nanos, 1_000_000));
  }

  /** Takes what the client has sent; waits for the first message. */
  private void hear(Duration patience) {
    Optional<byte[]> message = client.receive(patience);
    while (message.isPresent()) {
      repliedNanos = System.nanoTime();
      replyRequested = false;
      reply(ByteBuffer.wrap(message.get()));
      message = client.receive(Duration.ZERO);
    }
  }

  private void reply(ByteBuffer message) {
    char kind = message.hasRemaining() ? (char) message.get() : 0;
    switch (kind) {
      case 'r' -> {
        if (message.remaining() != 4 * Long.BYTES + 1) {
          throw new SqlException(SqlState.PROTOCOL_VIOLATION, "invalid standby status update");
        }
        status(message);
      }
      case 'h' -> {
        // Hot standby feedback: nobody here replays.
      }
      default ->
          throw new SqlException(
              SqlState.PROTOCOL_VIOLATION, "unexpected message type \"" + kind + "\"");
    }
  }

  private void status(ByteBuffer message) {
    Lsn written = new Lsn(message.getLong());
    Lsn flushed = new Lsn(message.getLong());
    Lsn applied = new Lsn(message.getLong());
    message.getLong();
    boolean wantsReply = message.get() != 0;
    state.replied(written, flushed, applied);
    if (!flushed.equals(Lsn.ZERO)) {
      confirm(flushed);
    }
    if (wantsReply) {
      keepalive(false);
      client.flush();
    }
  }

  /** What is not durable was sent to nobody. */
  private void confirm(Lsn flushed) {
    Lsn end = host.services().store().log().durableEnd();
    changelog.slotTable().confirm(slot, flushed.compareTo(end) > 0 ? end : flushed);
    takeCandidate();
  }

  private void takeCandidate() {
    if (candidate != null
        && candidate.point().position().compareTo(slot.position().confirmed()) <= 0) {
      changelog.slotTable().restartAt(slot, candidate);
      candidate = null;
    }
  }

  /** Between two records: what the client has confirmed may have become all there is. */
  private void offerRestart() {
    if (candidate == null && position().compareTo(slot.position().point().position()) > 0) {
      candidate = decoder.restartPoint().orElse(null);
      takeCandidate();
    }
  }

  private void checkTimes() {
    host.checkInterrupts();
    if (timeoutNanos <= 0) {
      return;
    }
    if (System.nanoTime() - dueNanos() < 0) {
      return;
    }
    if (replyRequested) {
      throw new SqlException(
          SqlState.CONNECTION_EXCEPTION,
          "terminating walsender process due to replication timeout");
    }
    replyRequested = true;
    requestedNanos = System.nanoTime();
    keepalive(true);
    client.flush();
  }

  /**
   * When the client is asked, and then when it is left: it has half of the time to answer, even if
   * this process stood still before it asked.
   */
  private long dueNanos() {
    return (replyRequested ? requestedNanos : repliedNanos) + timeoutNanos / 2;
  }

  /** Up to where all has been sent that was to be sent. */
  private Lsn position() {
    Lsn decoded = decoder.decoded();
    return decoded.compareTo(from) < 0 ? from : decoded;
  }

  /** Where the log has only what is not for the client, it is told how far that goes. */
  private void tellPosition() {
    if (told.compareTo(position()) < 0
        && System.nanoTime() - toldNanos >= POSITION_INTERVAL.toNanos()) {
      keepalive(false);
    }
  }

  private void keepalive(boolean wantsReply) {
    Lsn position = position();
    client.send(
        ByteBuffer.allocate(1 + 2 * Long.BYTES + 1)
            .put((byte) 'k')
            .putLong(position.value())
            .putLong(CommitDetails.nowMicros())
            .put((byte) (wantsReply ? 1 : 0))
            .array());
    tell(position);
  }

  private void tell(Lsn position) {
    told = position;
    toldNanos = System.nanoTime();
    state.sent(position);
  }

  @Override
  public void write(Lsn location, boolean last, long transaction, MessageBuilder message) {
    client.send(message.walData(last ? location : Lsn.ZERO, CommitDetails.nowMicros()));
    if (last && location.compareTo(told) > 0) {
      tell(location);
    }
    if (++sinceLook >= LOOK_EVERY) {
      look();
    }
  }
}
