package dev.instar.engine.define.alter;

import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Column.Generation;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.define.Notices;
import dev.instar.engine.define.OwnedSequences;
import dev.instar.engine.define.SequenceShape;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.sql.AlterTableAction;
import dev.instar.engine.sql.SequenceOption;
import dev.instar.engine.statement.StatementContext;
import java.util.List;

/** ADD GENERATED … AS IDENTITY, SET GENERATED and its kind, DROP IDENTITY. */
final class IdentityColumns {
  private IdentityColumns() {}

  static SqlException isIdentity(Column column, Table table) {
    return new SqlException(
        SqlState.SYNTAX_ERROR,
        "column \"%s\" of relation \"%s\" is an identity column"
            .formatted(column.name(), table.name()));
  }

  static void add(AlterTableAction.AddIdentity action, TableWork work) {
    Column column = work.column(action.column());
    if (!column.notNull()) {
      throw refused(column, work, "must be declared NOT NULL before identity can be added");
    }
    if (column.isIdentity()) {
      throw refused(column, work, "is already an identity column");
    }
    if (column.defaultText().isPresent()) {
      throw refused(column, work, "already has a default value");
    }
    Sequence sequence =
        OwnedSequences.make(
            work.context(),
            work.table(),
            column.number(),
            column.name(),
            StoredEvaluators.type(column, work.context()),
            action.sequence(),
            true);
    put(sequence, work.context());
    work.put(column.withGeneration(generation(action.always())));
  }

  /** Puts a new sequence into the catalog, locked as whatever is new. */
  static void put(Sequence sequence, StatementContext context) {
    context.edits().put(sequence);
    context.lock(sequence.oid(), LockMode.ACCESS_EXCLUSIVE);
  }

  private static Generation generation(boolean always) {
    return always ? Generation.IDENTITY_ALWAYS : Generation.IDENTITY_BY_DEFAULT;
  }

  static void set(AlterTableAction.SetIdentity action, TableWork work) {
    Column column = work.column(action.column());
    if (!column.isIdentity()) {
      throw refused(column, work, "is not an identity column");
    }
    Sequence sequence = sequence(column, work);
    work.context().lock(sequence.oid(), LockMode.SHARE_ROW_EXCLUSIVE);
    action.always().ifPresent(always -> work.put(column.withGeneration(generation(always))));
    if (!action.sequence().isEmpty()) {
      change(sequence, action.sequence(), work.context());
    }
  }

  /** Changes an identity column's sequence; a restart counts when the transaction does. */
  static void change(Sequence sequence, List<SequenceOption> options, StatementContext context) {
    context.lock(sequence.oid(), LockMode.SHARE_ROW_EXCLUSIVE);
    SequenceShape shape = SequenceShape.changed(sequence, options, context);
    Sequence now = shape.applyTo(sequence);
    if (shape.restart().isPresent()) {
      now = now.withStorage(Integer.toUnsignedLong(context.services().catalogs().newOid()));
      context.services().sequences().set(now, shape.restart().get(), false);
    }
    context.edits().put(now);
  }

  /** The sequence of an identity column. */
  static Sequence sequence(Column column, TableWork work) {
    return work.context().catalog().ownedSequences(work.table().oid()).stream()
        .filter(
            owned ->
                owned
                    .ownedBy()
                    .filter(owner -> owner.internal() && owner.column() == column.number())
                    .isPresent())
        .findFirst()
        .orElseThrow();
  }

  static void drop(AlterTableAction.DropIdentity action, TableWork work) {
    Column column = work.column(action.column());
    if (!column.isIdentity() && action.ifExists()) {
      Notices.tell(work.context(), message(column, work, "is not an identity column, skipping"));
      return;
    }
    if (!column.isIdentity()) {
      throw refused(column, work, "is not an identity column");
    }
    Sequence sequence = sequence(column, work);
    work.context().lock(sequence.oid(), LockMode.ACCESS_EXCLUSIVE);
    work.context().edits().remove(sequence);
    work.put(column.withGeneration(Generation.NONE));
  }

  private static SqlException refused(Column column, TableWork work, String why) {
    return new SqlException(SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, message(column, work, why));
  }

  private static String message(Column column, TableWork work, String why) {
    return "column \"%s\" of relation \"%s\" %s".formatted(column.name(), work.table().name(), why);
  }
}
