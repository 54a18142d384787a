package dev.instar.engine.txn;

import java.util.ArrayList;
import java.util.List;

/** A part of a transaction, from a savepoint on; the outermost part has no name. */
final class Subtransaction {
  final String name;

  /** {@link TransactionIds#NONE} until it writes. */
  long xid = TransactionIds.NONE;

  /** The ids of parts that were released into this one. */
  final List<Long> merged = new ArrayList<>();

  Subtransaction(String name) {
    this.name = name;
  }

  /** Its id and those released into it. */
  List<Long> xids() {
    List<Long> all = new ArrayList<>(merged);
    if (xid != TransactionIds.NONE) {
      all.add(xid);
    }
    return all;
  }
}
