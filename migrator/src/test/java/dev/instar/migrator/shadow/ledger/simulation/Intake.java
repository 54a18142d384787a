package dev.instar.migrator.shadow.ledger.simulation;

import dev.instar.changelog.Key;
import dev.instar.changelog.LogPosition;
import dev.instar.changelog.postgresql.Lsn;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;

/**
 * The reader of the slot: receives transactions as they are logged, and hands them over when
 * visible.
 */
final class Intake {
  /** A transaction, and which of its changes were ahead of the copy when it was received. */
  private record Received(FakeServer.Logged logged, BitSet ahead) {}

  private final Pipeline pipeline;
  private final FakeServer server;
  private final Deque<Received> received = new ArrayDeque<>();
  private int next;
  private int change = -1;

  /** The end of the last transaction that was handed over whole. */
  private LogPosition handedOver;

  Intake(Pipeline pipeline, FakeServer server) {
    this.pipeline = pipeline;
    this.server = server;
    handedOver = server.position;
    while (next < server.log.size() && server.log.get(next).end() <= server.confirmed) {
      next++;
    }
  }

  LogPosition handedOver() {
    return handedOver;
  }

  /** The end of the transaction that has been handed over in part; or null. */
  LogPosition openEnd() {
    return change < 0 ? null : new Lsn(received.getFirst().logged.end());
  }

  /** What was received last, or, when all was, what a keepalive says. */
  long receivedUpTo() {
    return next < server.log.size() ? server.log.get(Math.max(0, next - 1)).end() : server.logEnd();
  }

  void step() {
    if (next < server.log.size() && server.random.nextInt(3) == 0) {
      receive();
    } else if (!received.isEmpty()) {
      handOver();
    } else if (next == server.log.size()) {
      handedOver = new Lsn(server.logEnd());
      pipeline.ledger.idle(handedOver);
    }
  }

  private void receive() {
    FakeServer.Logged logged = server.log.get(next++);
    BitSet ahead = new BitSet();
    for (int i = 0; i < logged.transaction().changes.size(); i++) {
      ahead.set(i, pipeline.isAhead(logged.transaction().changes.get(i) & ~Application.OLD_KEY));
    }
    received.add(new Received(logged, ahead));
  }

  private void handOver() {
    Received head = received.getFirst();
    Transaction transaction = head.logged.transaction();
    if (change < 0) {
      if (transaction.state == Transaction.State.VISIBLE
          || pipeline.weakening == Weakening.I1_THE_GATE_IS_OFF) {
        pipeline.ledger.begin(new Lsn(head.logged.begin()));
        change = 0;
      }
      return;
    }
    if (change < transaction.changes.size()) {
      if (changed(head, transaction.changes.get(change))) {
        change++;
      }
      return;
    }
    handedOver = new Lsn(head.logged.end());
    pipeline.ledger.commit(handedOver);
    received.removeFirst();
    change = -1;
  }

  /** Whether the change was handed over; a TRUNCATE waits until nothing is in flight. */
  private boolean changed(Received head, int what) {
    if (what == Application.TRUNCATE) {
      return pipeline.weakening == Weakening.I2_A_TRUNCATE_IS_NOT_NOTICED
          || pipeline.startOver(new Lsn(head.logged.begin()));
    }
    if ((what & Application.OLD_KEY) != 0
        && pipeline.weakening == Weakening.I2_A_KEY_CHANGE_GIVES_ITS_NEW_KEY_ONLY) {
      return true;
    }
    if (head.ahead.get(change)
        && pipeline.weakening == Weakening.I2_A_KEY_IS_LOCATED_WHEN_DECODED) {
      return true;
    }
    int number = what & ~Application.OLD_KEY;
    if (!pipeline.flushesAtOnce(number)) {
      Key key = Range.key(number);
      pipeline.ledger.changed(key);
      pipeline.book.touched(key);
    }
    return true;
  }
}
