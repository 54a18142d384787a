package dev.instar.engine.system.call;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.txn.Snapshot;
import dev.instar.engine.txn.Transaction;
import dev.instar.engine.txn.TransactionIds;
import dev.instar.engine.type.TransactionSnapshot;
import java.util.Arrays;
import java.util.Map;

/** Ids of transactions, and snapshots. PostgreSQL's manual, section 9.27.8. */
final class TransactionCalls {
  /** Below it are ids that stand for no transaction: they are of any age. */
  private static final long FIRST_ORDINARY = 3;

  private TransactionCalls() {}

  static void register(Map<String, Answer> answers) {
    answers.put("pg_current_xact_id", (a, call) -> current(call.context().transaction()));
    answers.put(
        "pg_current_xact_id_if_assigned",
        (a, call) -> {
          long xid = call.context().transaction().topXid();
          return xid == TransactionIds.NONE ? null : (Long) xid;
        });
    answers.put("pg_current_snapshot", (a, call) -> snapshot(call));
    answers.put("pg_xact_status", (a, call) -> status((Long) a[0], call));
    answers.put("xid_age", (a, call) -> age((Long) a[0], call));
    answers.put("mxid_age", (a, call) -> 0);
  }

  private static Long current(Transaction transaction) {
    if (transaction.topXid() == TransactionIds.NONE) {
      transaction.xid();
    }
    return transaction.topXid();
  }

  private static TransactionSnapshot snapshot(Call call) {
    Snapshot snapshot = call.context().visibility().snapshot();
    long own = call.context().transaction().topXid();
    return new TransactionSnapshot(
        snapshot.xmin(),
        snapshot.xmax(),
        Arrays.stream(snapshot.inProgress()).filter(xid -> xid != own).boxed().toList());
  }

  private static String status(long xid, Call call) {
    if (xid >= call.services().transactions().nextXid() || xid < 0) {
      throw new SqlException(
          SqlState.INVALID_PARAMETER_VALUE,
          "transaction ID " + Long.toUnsignedString(xid) + " is in the future");
    }
    if (xid == TransactionIds.NONE) {
      return null;
    }
    if (xid < FIRST_ORDINARY) {
      return "committed";
    }
    return switch (call.services().transactions().status(xid)) {
      case IN_PROGRESS -> "in progress";
      case COMMITTED -> "committed";
      case ABORTED -> "aborted";
    };
  }

  private static Integer age(long xid, Call call) {
    return xid < FIRST_ORDINARY
        ? Integer.MAX_VALUE
        : (int) (call.services().transactions().nextXid() - xid);
  }
}
