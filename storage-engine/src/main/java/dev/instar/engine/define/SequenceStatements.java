package dev.instar.engine.define;

import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.analysis.RelationNames;
import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Sequences;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.sql.Alteration;
import dev.instar.engine.sql.Definition;
import dev.instar.engine.sql.SequenceOption;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.Types;
import java.util.List;
import java.util.Optional;

/** CREATE SEQUENCE and ALTER SEQUENCE with options. */
public final class SequenceStatements {
  private SequenceStatements() {}

  static void create(Definition.CreateSequence statement, StatementContext context) {
    String name = statement.name().name();
    Schema schema = TemporaryObjects.schemaFor(statement.name(), statement.persistence(), context);
    if (statement.ifNotExists() && RelationSlots.isTaken(context, schema.oid(), name)) {
      Notices.exists(context, SqlState.DUPLICATE_TABLE, "relation \"" + name + "\"");
      return;
    }
    RelationSlots.claim(context, schema.oid(), name);
    SequenceShape shape = SequenceShape.of(Types.BIGINT, statement.options(), false, context);
    Sequence sequence =
        new Sequence(
            context.edits().newOid(),
            schema.oid(),
            name,
            context.role(),
            TemporaryObjects.persistence(schema, statement.persistence()),
            Integer.toUnsignedLong(context.edits().newOid()),
            shape.type().oid(),
            shape.start(),
            shape.increment(),
            shape.minimum(),
            shape.maximum(),
            shape.cache(),
            shape.cycle(),
            Optional.empty(),
            List.of());
    context.edits().put(sequence);
    context.lock(sequence.oid(), LockMode.ACCESS_EXCLUSIVE);
    shape.restart().ifPresent(value -> context.services().sequences().set(sequence, value, false));
    owner(statement.options(), sequence, context);
  }

  static void alter(Alteration.AlterSequence statement, StatementContext context) {
    Optional<Relation> found =
        RelationNames.lockIfThere(statement.name(), LockMode.SHARE_ROW_EXCLUSIVE, context);
    if (found.isEmpty()) {
      RelationStatements.missing(context, statement.name(), statement.ifExists());
      return;
    }
    if (!(found.get() instanceof Sequence sequence)) {
      throw new SqlException(
          SqlState.WRONG_OBJECT_TYPE, "\"" + found.get().name() + "\" is not a sequence");
    }
    Privileges.requireOwner(context, sequence);
    Sequence changed = change(sequence, statement.options(), context);
    owner(statement.options(), changed, context);
  }

  /**
   * Changes a sequence that is locked, as ALTER SEQUENCE and ALTER COLUMN SET do. A value that is
   * set by it is in new storage, so that it is gone when the transaction is rolled back.
   *
   * @return as it is now
   */
  public static Sequence change(
      Sequence sequence, List<SequenceOption> options, StatementContext context) {
    SequenceShape shape = SequenceShape.changed(sequence, options, context);
    Sequences values = context.services().sequences();
    Sequences.State state = values.state(sequence);
    Sequence changed = shape.applyTo(sequence);
    for (SequenceOption option : options) {
      if (option instanceof SequenceOption.Logged logged
          && sequence.persistence() != Table.Persistence.TEMPORARY) {
        changed =
            changed.withPersistence(
                logged.logged() ? Table.Persistence.PERMANENT : Table.Persistence.UNLOGGED);
      }
    }
    boolean anew = shape.restart().isPresent() || !changed.equals(sequence);
    if (anew) {
      changed = changed.withStorage(Integer.toUnsignedLong(context.edits().newOid()));
      boolean called = shape.restart().isEmpty() && state.called();
      values.set(changed, shape.restart().orElse(state.last()), called);
      context.edits().put(changed);
    }
    return changed;
  }

  private static void owner(
      List<SequenceOption> options, Sequence sequence, StatementContext context) {
    for (SequenceOption option : options) {
      if (option instanceof SequenceOption.OwnedBy owned) {
        Optional<Sequence.Owner> owner = owner(owned, sequence, context);
        if (sequence.ownedBy().filter(Sequence.Owner::internal).isPresent()) {
          throw new SqlException(
                  SqlState.FEATURE_NOT_SUPPORTED, "cannot change ownership of identity sequence")
              .with(Field.DETAIL, linked(sequence, context));
        }
        Sequence now = context.catalog().get(Sequence.class, sequence.oid());
        context.edits().put(now.withOwnedBy(owner));
      }
    }
  }

  /** Which table a sequence belongs to, for messages. */
  static String linked(Sequence sequence, StatementContext context) {
    int table = sequence.ownedBy().orElseThrow().table();
    return "Sequence \"%s\" is linked to table \"%s\"."
        .formatted(sequence.name(), context.catalog().get(Table.class, table).name());
  }

  private static Optional<Sequence.Owner> owner(
      SequenceOption.OwnedBy owned, Sequence sequence, StatementContext context) {
    if (owned.table().isEmpty()) {
      if (owned.column().equals("none")) {
        return Optional.empty();
      }
      throw new SqlException(SqlState.SYNTAX_ERROR, "invalid OWNED BY option")
          .with(Field.HINT, "Specify OWNED BY table.column or OWNED BY NONE.");
    }
    Relation relation = RelationNames.lock(owned.table().get(), LockMode.ACCESS_SHARE, context);
    if (!(relation instanceof Table table)) {
      throw new SqlException(
          SqlState.WRONG_OBJECT_TYPE,
          "sequence cannot be owned by relation \"" + relation.name() + "\"");
    }
    if (table.owner() != sequence.owner()) {
      throw new SqlException(
          SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
          "sequence must have same owner as table it is linked to");
    }
    if (table.schema() != sequence.schema()) {
      throw new SqlException(
          SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
          "sequence must be in same schema as table it is linked to");
    }
    Column column =
        table
            .column(owned.column())
            .orElseThrow(
                () ->
                    new SqlException(
                        SqlState.UNDEFINED_COLUMN,
                        "column \"%s\" of relation \"%s\" does not exist"
                            .formatted(owned.column(), table.name())));
    return Optional.of(new Sequence.Owner(table.oid(), column.number(), false));
  }
}
