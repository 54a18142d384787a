package dev.instar.engine.txn.serializable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Follows what serializable transactions read and write, and fails one (40001) before they can
 * together do what they could not have done one after the other. See the package's sign.
 *
 * <p>Thread-safe; one mutex, held for a look at each transaction that ran beside the asking one.
 * Each method but {@link #begin}, {@link #committed} and {@link #aborted} throws {@link
 * dev.instar.engine.error.SqlException} 40001; the transaction then is to be rolled back.
 */
public final class Serializability {
  /** Those open, and those committed beside one that is. Guarded by this. */
  private final List<SerializableTransaction> known = new ArrayList<>();

  /** Counts what orders transactions: prepared, committed. Guarded by this. */
  private long steps;

  /** To be called just before the transaction's snapshot is taken. */
  public synchronized SerializableTransaction begin(boolean readOnly) {
    SerializableTransaction transaction = new SerializableTransaction(steps, readOnly);
    known.add(transaction);
    return transaction;
  }

  /** A row was read, or looked at and found not to be visible or not to match. */
  public synchronized void readRow(SerializableTransaction reader, int relation, long row) {
    DangerousStructures.failIfDoomed(reader);
    if (reader.reads.addRow(relation, row)) {
      wasRead(reader, writer -> writer.writes.containRow(relation, row));
    }
  }

  /** All of a relation was looked at: a sequential scan. */
  public synchronized void readRelation(SerializableTransaction reader, int relation) {
    DangerousStructures.failIfDoomed(reader);
    if (reader.reads.addRelation(relation)) {
      wasRead(reader, writer -> writer.writes.touchRelation(relation));
    }
  }

  /**
   * An index was searched. Covers rows that come to be in the range; those found in it are read
   * with {@link #readRow} too.
   */
  public synchronized void readRange(SerializableTransaction reader, IndexRange range) {
    DangerousStructures.failIfDoomed(reader);
    reader.reads.addRange(range);
    wasRead(reader, writer -> writer.writes.meet(range));
  }

  private void wasRead(
      SerializableTransaction reader, Predicate<SerializableTransaction> overlaps) {
    for (SerializableTransaction writer : List.copyOf(known)) {
      if (!writer.doomed && reader.ranBeside(writer) && overlaps.test(writer)) {
        DangerousStructures.conflict(reader, writer, reader);
      }
    }
  }

  /**
   * A row was inserted, updated or deleted; before anybody can see it.
   *
   * @param entries the keys that were put into indexes: all of a new row's, and those of an updated
   *     row that changed
   */
  public synchronized void wroteRow(
      SerializableTransaction writer, int relation, long row, List<IndexEntry> entries) {
    DangerousStructures.failIfDoomed(writer);
    writer.writes.addRow(relation, row);
    entries.forEach(writer.writes::add);
    wasWritten(
        writer,
        reader ->
            reader.reads.coverRow(relation, row) || entries.stream().anyMatch(reader.reads::cover));
  }

  /** All of a relation was written: TRUNCATE, a rewrite. */
  public synchronized void wroteRelation(SerializableTransaction writer, int relation) {
    DangerousStructures.failIfDoomed(writer);
    writer.writes.addRelation(relation);
    wasWritten(writer, reader -> reader.reads.touchRelation(relation));
  }

  private void wasWritten(
      SerializableTransaction writer, Predicate<SerializableTransaction> overlaps) {
    for (SerializableTransaction reader : List.copyOf(known)) {
      if (!reader.doomed && writer.ranBeside(reader) && overlaps.test(reader)) {
        DangerousStructures.conflict(reader, writer, writer);
      }
    }
  }

  /** The last moment at which it can fail; afterwards it must commit. */
  public synchronized void beforeCommit(SerializableTransaction transaction) {
    DangerousStructures.checkCommit(transaction);
    transaction.prepared = ++steps;
  }

  /** It has committed and is visible. */
  public synchronized void committed(SerializableTransaction transaction) {
    transaction.committed = ++steps;
    if (transaction.writes.isEmpty()) {
      transaction.readOnly = true;
    }
    forgetFinished();
  }

  /** It was rolled back: what it read and wrote counts for nobody. */
  public synchronized void aborted(SerializableTransaction transaction) {
    known.remove(transaction);
    transaction.in.forEach(reader -> reader.out.remove(transaction));
    transaction.out.forEach(writer -> writer.in.remove(transaction));
    forgetFinished();
  }

  /** Forgets those committed before anybody who is open took a snapshot. */
  private void forgetFinished() {
    long oldest = steps;
    for (SerializableTransaction transaction : known) {
      if (!transaction.isCommitted()) {
        oldest = Math.min(oldest, transaction.began);
      }
    }
    long began = oldest;
    List<SerializableTransaction> gone =
        known.stream().filter(transaction -> transaction.committed <= began).toList();
    known.removeAll(gone);
    for (SerializableTransaction transaction : gone) {
      for (SerializableTransaction reader : transaction.in) {
        reader.out.remove(transaction);
        reader.earliestForgottenOut = Math.min(reader.earliestForgottenOut, transaction.prepared);
      }
      transaction.out.forEach(writer -> writer.in.remove(transaction));
    }
  }

  /** How many are remembered, open ones included. */
  public synchronized int size() {
    return known.size();
  }
}
