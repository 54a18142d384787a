package dev.instar.engine.system.call;

import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.catalog.CatalogObject;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Sequences;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.system.name.Names;
import java.util.Map;
import java.util.Optional;

/** nextval and its kind. PostgreSQL's manual, section 9.17. */
final class SequenceCalls {
  private SequenceCalls() {}

  static void register(Map<String, Answer> answers) {
    answers.put("nextval_oid", (a, call) -> next(Call.oid(a[0]), call));
    answers.put("currval_oid", (a, call) -> current(Call.oid(a[0]), call));
    answers.put("lastval", (a, call) -> last(call));
    answers.put("setval_oid", (a, call) -> set(Call.oid(a[0]), (Long) a[1], true, call));
    answers.put("setval3_oid", (a, call) -> set(Call.oid(a[0]), (Long) a[1], (Boolean) a[2], call));
    answers.put("pg_sequence_last_value", (a, call) -> lastValue(Call.oid(a[0]), call));
    answers.put("pg_sequence_parameters", (a, call) -> parameters(Call.oid(a[0]), call));
  }

  private static Sequence sequence(StatementContext context, int oid) {
    Optional<CatalogObject> found = context.catalog().find(oid);
    if (found.isPresent() && found.get() instanceof Sequence sequence) {
      return sequence;
    }
    if (found.isPresent() && found.get() instanceof Relation relation) {
      throw new SqlException(
          SqlState.WRONG_OBJECT_TYPE, "cannot open relation \"" + relation.name() + "\"");
    }
    throw new SqlException(
        SqlState.INTERNAL_ERROR,
        "could not open relation with OID " + Integer.toUnsignedString(oid));
  }

  /** Locked as PostgreSQL locks it, so that it is neither dropped nor altered meanwhile. */
  private static Sequence locked(StatementContext context, int oid) {
    sequence(context, oid);
    context.lock(oid, LockMode.ROW_EXCLUSIVE);
    return sequence(context, oid);
  }

  private static void require(StatementContext context, Sequence sequence, String letters) {
    boolean may =
        letters
            .chars()
            .anyMatch(letter -> Privileges.has(context, context.role(), sequence, (char) letter));
    if (!may) {
      throw new SqlException(
          SqlState.INSUFFICIENT_PRIVILEGE, "permission denied for sequence " + sequence.name());
    }
  }

  private static void requireWriting(StatementContext context, Sequence sequence, String function) {
    boolean temporary = sequence.persistence() == Table.Persistence.TEMPORARY;
    if (context.transaction().readOnly() && !temporary) {
      throw new SqlException(
          SqlState.READ_ONLY_SQL_TRANSACTION,
          "cannot execute " + function + "() in a read-only transaction");
    }
  }

  /** A transaction with an id waits for the log when it commits. */
  private static void waitAtCommit(Sequence sequence, Call call) {
    if (!call.services().sequences().isDurable(sequence)) {
      call.context().transaction().xid();
    }
  }

  private static Object next(int oid, Call call) {
    StatementContext context = call.context();
    Sequence sequence = locked(context, oid);
    require(context, sequence, "Uw");
    requireWriting(context, sequence, "nextval");
    long value = call.services().sequences().next(sequence);
    waitAtCommit(sequence, call);
    call.memory().taken(oid, value);
    return value;
  }

  private static Object current(int oid, Call call) {
    Sequence sequence = locked(call.context(), oid);
    require(call.context(), sequence, "rU");
    Long value = call.memory().value(oid);
    if (value == null) {
      throw notYet("currval of sequence \"" + sequence.name() + "\"");
    }
    return value;
  }

  private static SqlException notYet(String what) {
    return new SqlException(
        SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, what + " is not yet defined in this session");
  }

  private static Object last(Call call) {
    int oid = call.memory().last();
    Optional<Sequence> sequence = Names.object(call.context(), Sequence.class, oid);
    if (oid == 0 || sequence.isEmpty()) {
      throw notYet("lastval");
    }
    require(call.context(), sequence.get(), "rU");
    return call.memory().value(oid);
  }

  private static Object set(int oid, long value, boolean called, Call call) {
    StatementContext context = call.context();
    Sequence sequence = locked(context, oid);
    require(context, sequence, "w");
    requireWriting(context, sequence, "setval");
    if (value < sequence.minimum() || value > sequence.maximum()) {
      throw new SqlException(
          SqlState.NUMERIC_VALUE_OUT_OF_RANGE,
          "setval: value %d is out of bounds for sequence \"%s\" (%d..%d)"
              .formatted(value, sequence.name(), sequence.minimum(), sequence.maximum()));
    }
    call.services().sequences().set(sequence, value, called);
    waitAtCommit(sequence, call);
    if (called) {
      call.memory().set(oid, value);
    }
    return value;
  }

  private static Object lastValue(int oid, Call call) {
    Sequence sequence = sequence(call.context(), oid);
    Sequences.State state = call.services().sequences().state(sequence);
    return state.called() ? state.last() : null;
  }

  private static Object parameters(int oid, Call call) {
    Sequence sequence = sequence(call.context(), oid);
    require(call.context(), sequence, "rwU");
    Object[] row = {
      sequence.start(),
      sequence.minimum(),
      sequence.maximum(),
      sequence.increment(),
      sequence.cycle(),
      sequence.cache(),
      Call.value(sequence.type())
    };
    return row;
  }
}
