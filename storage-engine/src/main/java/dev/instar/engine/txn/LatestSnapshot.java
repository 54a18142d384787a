package dev.instar.engine.txn;

import java.util.Optional;
import java.util.function.Function;

/**
 * What is there at one moment, whatever its transaction reads with otherwise: what is committed,
 * and all that the transaction has done itself; PostgreSQL's GetLatestSnapshot. Between two looks
 * at what has become of a transaction it may commit: whoever judges several versions, or several
 * rows, together asks one of these. Vacuum leaves what it sees until it is closed. Of the
 * transaction's thread.
 */
public final class LatestSnapshot implements AutoCloseable {
  private final Transaction transaction;
  private final Visibility visibility;

  LatestSnapshot(Transaction transaction, Visibility visibility) {
    this.transaction = transaction;
    this.visibility = visibility;
  }

  /**
   * The version of a row that is there; null if none is.
   *
   * @param older gives the version before another one of the row
   */
  public <V extends VersionStamps> V find(V newest, Function<V, Optional<V>> older) {
    V version = newest;
    while (!visibility.sees(version)) {
      Optional<V> next = older.apply(version);
      if (next.isEmpty()) {
        return null;
      }
      version = next.get();
    }
    return version;
  }

  @Override
  public void close() {
    transaction.letGo(visibility.snapshot());
  }
}
