package dev.instar.migrator.shadow.ledger.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A table of row versions, with a primary key and a second unique column, under MVCC. */
final class Table {
  /** What an insert or delete came to, where it is not the key of the row in conflict. */
  static final int OK = -1;

  static final int BLOCKED = -2;

  private static final class Version {
    final Row row;
    final Transaction creator;
    Transaction deleter;

    Version(Row row, Transaction creator) {
      this.row = row;
      this.creator = creator;
    }
  }

  /** By key, the newest version first. */
  private final List<Deque<Version>> versions = new ArrayList<>();

  Table(int keys) {
    for (int i = 0; i < keys; i++) {
      versions.add(new ArrayDeque<>());
    }
  }

  int keys() {
    return versions.size();
  }

  /** The row that this snapshot, and the reader's own transaction, see under a key; or null. */
  Row read(int key, int snapshot, Transaction own) {
    Version version = find(key, snapshot, own);
    return version == null ? null : version.row;
  }

  private Version find(int key, int snapshot, Transaction own) {
    for (Version version : versions.get(key)) {
      if (sees(version.creator, snapshot, own)
          && !(version.deleter != null && sees(version.deleter, snapshot, own))) {
        return version;
      }
    }
    return null;
  }

  private static boolean sees(Transaction transaction, int snapshot, Transaction own) {
    return transaction == own || transaction.visibleAt <= snapshot;
  }

  /** Whether nobody else has written the key's row, nor is about to. */
  boolean isFree(int key, Transaction own) {
    for (Version version : versions.get(key)) {
      if (isOthers(version.creator, own) || isOthers(version.deleter, own)) {
        return false;
      }
      if (version.creator.state == Transaction.State.VISIBLE) {
        return true;
      }
    }
    return true;
  }

  private static boolean isOthers(Transaction transaction, Transaction own) {
    return transaction != null && transaction != own && transaction.inProgress();
  }

  /**
   * Inserts a row.
   *
   * @return OK, BLOCKED by a transaction in progress, or the key of the row it conflicts with
   */
  int insert(Row row, Transaction own) {
    int conflict = conflict(row, own);
    if (conflict == OK) {
      put(row, own);
    }
    return conflict;
  }

  /** Inserts a row that may stand beside its like until the statement ends. */
  void put(Row row, Transaction own) {
    Version version = new Version(row, own);
    Deque<Version> chain = versions.get(row.key());
    chain.addFirst(version);
    own.onUndo(() -> chain.remove(version));
  }

  private int conflict(Row row, Transaction own) {
    for (int key = 0; key < versions.size(); key++) {
      for (Version version : versions.get(key)) {
        boolean gone =
            version.deleter != null
                && (version.deleter == own || version.deleter.state == Transaction.State.VISIBLE);
        if (!gone && (key == row.key() || version.row.unique() == row.unique())) {
          return isOthers(version.creator, own) || isOthers(version.deleter, own) ? BLOCKED : key;
        }
        if (version.creator.state == Transaction.State.VISIBLE) {
          break;
        }
      }
    }
    return OK;
  }

  /**
   * Deletes the row that the snapshot sees under a key, if any. A row deleted since is left alone,
   * and what replaced it is not seen, as READ COMMITTED has it.
   *
   * @return OK, or BLOCKED by a transaction in progress
   */
  int delete(int key, int snapshot, Transaction own) {
    Version version = find(key, snapshot, own);
    if (version == null) {
      return OK;
    }
    if (isOthers(version.deleter, own)) {
      return BLOCKED;
    }
    if (version.deleter == null) {
      version.deleter = own;
      own.onUndo(() -> version.deleter = null);
    }
    return OK;
  }
}
