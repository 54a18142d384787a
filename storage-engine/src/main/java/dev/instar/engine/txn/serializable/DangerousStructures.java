package dev.instar.engine.txn.serializable;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;

/**
 * When a transaction must fail. With T1 → T2 → T3 for "T1 read what T2 overwrote, T2 read what T3
 * overwrote, each beside the other", and T3 the first of the three to commit, there may be a
 * circle: every one that snapshots let happen has such a place. If T1 only reads, T3 must even have
 * committed before T1's snapshot. Called under the mutex of {@link Serializability}.
 */
final class DangerousStructures {
  private static final String DURING_WRITE = "Canceled on identification as a pivot, during write.";
  private static final String DURING_READ = "Canceled on conflict out to pivot, during read.";
  private static final String DURING_COMMIT =
      "Canceled on identification as a pivot, during commit attempt.";
  private static final String PREPARED_PIVOT =
      "Canceled on commit attempt with conflict in from prepared pivot.";

  private DangerousStructures() {}

  /** Notes reader → writer; one of the two acts right now. */
  static void conflict(
      SerializableTransaction reader,
      SerializableTransaction writer,
      SerializableTransaction acting) {
    if (!reader.out.add(writer)) {
      return;
    }
    writer.in.add(reader);
    if (!isPivot(reader, writer) && !completesPivot(reader, writer)) {
      return;
    }
    // The pivot fails if it can, so that the others get on and a retry of it succeeds.
    if (acting == writer) {
      throw failure(DURING_WRITE);
    }
    if (writer.isPrepared()) {
      throw failure(DURING_READ);
    }
    writer.doomed = true;
  }

  /** reader → writer → T3, with T3 first. */
  private static boolean isPivot(SerializableTransaction reader, SerializableTransaction writer) {
    long first = writer.earliestForgottenOut;
    for (SerializableTransaction third : writer.out) {
      first = Math.min(first, third.prepared);
    }
    return first != SerializableTransaction.NEVER
        && first <= reader.committed
        && first <= writer.committed
        && (!reader.readOnly || first <= reader.began);
  }

  /** T1 → reader → writer, with the writer first. */
  private static boolean completesPivot(
      SerializableTransaction reader, SerializableTransaction writer) {
    if (!writer.isPrepared() || reader.readOnly) {
      return false;
    }
    for (SerializableTransaction first : reader.in) {
      if (!first.doomed
          && first.committed >= writer.prepared
          && (!first.readOnly || first.began >= writer.prepared)) {
        return true;
      }
    }
    return false;
  }

  /** T1 → pivot → the one that is about to commit, as the first. */
  static void checkCommit(SerializableTransaction transaction) {
    failIfDoomed(transaction);
    for (SerializableTransaction pivot : transaction.in) {
      if (!pivot.isCommitted() && !pivot.doomed && hasOpenReader(pivot, transaction)) {
        if (pivot.isPrepared()) {
          throw failure(PREPARED_PIVOT);
        }
        pivot.doomed = true;
      }
    }
  }

  private static boolean hasOpenReader(
      SerializableTransaction pivot, SerializableTransaction committing) {
    for (SerializableTransaction first : pivot.in) {
      if (first == committing || (!first.isCommitted() && !first.readOnly && !first.doomed)) {
        return true;
      }
    }
    return false;
  }

  static void failIfDoomed(SerializableTransaction transaction) {
    if (transaction.doomed) {
      throw failure(DURING_COMMIT);
    }
  }

  private static SqlException failure(String reason) {
    return new SqlException(
            SqlState.SERIALIZATION_FAILURE,
            "could not serialize access due to read/write dependencies among transactions")
        .with(SqlException.Field.DETAIL, "Reason code: " + reason)
        .with(SqlException.Field.HINT, "The transaction might succeed if retried.");
  }
}
