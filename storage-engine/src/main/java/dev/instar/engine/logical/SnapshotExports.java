package dev.instar.engine.logical;

import dev.instar.engine.txn.Snapshot;
import dev.instar.engine.txn.Transactions;
import dev.instar.engine.txn.XminHold;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Snapshots that one session offers to others by a name, for SET TRANSACTION SNAPSHOT. Each is kept
 * until its session takes it back: with its next command, or its end. Thread-safe.
 */
public final class SnapshotExports {
  private record Export(int pid, Snapshot snapshot, XminHold hold) {}

  private final Transactions transactions;
  private final AtomicLong count = new AtomicLong();

  /** Guarded by this. */
  private final Map<String, Export> exports = new HashMap<>();

  SnapshotExports(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Offers a snapshot whose rows are held already by the caller.
   *
   * @return its name
   */
  public synchronized String export(int pid, Snapshot snapshot) {
    String name =
        String.format(Locale.ROOT, "%08X-%08X-1", pid, count.incrementAndGet() & 0xFFFF_FFFFL);
    exports.put(name, new Export(pid, snapshot, transactions.hold(snapshot.xmin())));
    return name;
  }

  /**
   * Hands the snapshot of that name over; until that has been done nobody takes it back.
   *
   * @return false if there is none
   */
  public synchronized boolean use(String name, Consumer<Snapshot> taker) {
    Export found = exports.get(name);
    if (found == null) {
      return false;
    }
    taker.accept(found.snapshot());
    return true;
  }

  /** Takes back what a session offers. */
  public synchronized void withdraw(int pid) {
    if (exports.isEmpty()) {
      return;
    }
    exports
        .values()
        .removeIf(
            export -> {
              if (export.pid() == pid) {
                export.hold().close();
              }
              return export.pid() == pid;
            });
  }
}
