package dev.instar.engine.wal;

import java.util.concurrent.ConcurrentHashMap;

/** Who still needs the log, and from where on: the checkpoint, slots, backups. Thread-safe. */
final class LogHolds {
  private final ConcurrentHashMap<String, Lsn> holds = new ConcurrentHashMap<>();

  void hold(String owner, Lsn from) {
    holds.put(owner, from);
  }

  void release(String owner) {
    holds.remove(owner);
  }

  /** The oldest position anybody needs, or {@code otherwise} if that is older. */
  Lsn oldest(Lsn otherwise) {
    Lsn oldest = otherwise;
    for (Lsn hold : holds.values()) {
      oldest = hold.compareTo(oldest) < 0 ? hold : oldest;
    }
    return oldest;
  }
}
