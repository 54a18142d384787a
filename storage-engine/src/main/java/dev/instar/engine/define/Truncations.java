package dev.instar.engine.define;

import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.analysis.RelationNames;
import dev.instar.engine.catalog.CatalogEdits;
import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.changelog.Truncation;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.sql.Modification;
import dev.instar.engine.sql.TableName;
import dev.instar.engine.statement.StatementContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * TRUNCATE: a table and its indexes get new, empty storage. It rolls back, because the old storage
 * is there until the transaction commits.
 */
final class Truncations {
  private Truncations() {}

  static void execute(Modification.Truncate statement, StatementContext context) {
    Map<Integer, Table> tables = new LinkedHashMap<>();
    for (TableName name : statement.tables()) {
      Table table = table(name, context);
      tables.put(table.oid(), table);
    }
    if (statement.cascade()) {
      addReferring(context, tables);
    }
    requireNoReferrer(context, tables);
    List<Integer> logged = new ArrayList<>();
    for (Table table : tables.values()) {
      if (table.persistence() == Table.Persistence.PERMANENT) {
        logged.add(table.oid());
      }
    }
    for (Table table : tables.values()) {
      empty(context, table);
      if (statement.restartIdentity()) {
        context.catalog().ownedSequences(table.oid()).forEach(owned -> restart(context, owned));
      }
    }
    // After the tables have their new storage, as on PostgreSQL: readers look at them anew first.
    if (!logged.isEmpty()) {
      new Truncation(context.database(), logged, statement.cascade(), statement.restartIdentity())
          .append(context.services().store().log(), context.transaction().xid());
    }
  }

  private static Table table(TableName name, StatementContext context) {
    SystemNames.refuse(name.name(), context);
    Relation relation = RelationNames.lock(name.name(), LockMode.ACCESS_EXCLUSIVE, context);
    if (!(relation instanceof Table table)) {
      throw new SqlException(
          SqlState.WRONG_OBJECT_TYPE, "\"" + relation.name() + "\" is not a table");
    }
    Privileges.require(context, table, 'D');
    return table;
  }

  private static void addReferring(StatementContext context, Map<Integer, Table> tables) {
    List<Integer> waiting = new ArrayList<>(tables.keySet());
    while (!waiting.isEmpty()) {
      int referenced = waiting.removeFirst();
      for (Constraint.ForeignKey key : context.catalog().referencing(referenced)) {
        if (!tables.containsKey(key.table())) {
          context.lock(key.table(), LockMode.ACCESS_EXCLUSIVE);
          Table table = context.catalog().get(Table.class, key.table());
          Notices.tell(context, "truncate cascades to table \"" + table.name() + "\"");
          Privileges.require(context, table, 'D');
          tables.put(table.oid(), table);
          waiting.add(table.oid());
        }
      }
    }
  }

  private static void requireNoReferrer(StatementContext context, Map<Integer, Table> tables) {
    for (Table table : tables.values()) {
      for (Constraint.ForeignKey key : context.catalog().referencing(table.oid())) {
        if (!tables.containsKey(key.table())) {
          String other = context.catalog().get(Table.class, key.table()).name();
          throw new SqlException(
                  SqlState.FEATURE_NOT_SUPPORTED,
                  "cannot truncate a table referenced in a foreign key constraint")
              .with(Field.DETAIL, "Table \"%s\" references \"%s\".".formatted(other, table.name()))
              .with(
                  Field.HINT,
                  "Truncate table \"%s\" at the same time, or use TRUNCATE ... CASCADE."
                      .formatted(other));
        }
      }
    }
  }

  /** Gives a table, which is locked, and its indexes empty storage. */
  static void empty(StatementContext context, Table table) {
    CatalogEdits edits = context.edits();
    Table now = context.catalog().get(Table.class, table.oid());
    edits.put(now.withStorage(Integer.toUnsignedLong(edits.newOid())));
    for (Index index : context.catalog().indexes(table.oid())) {
      context.lock(index.oid(), LockMode.ACCESS_EXCLUSIVE);
      edits.put(index.withStorage(Integer.toUnsignedLong(edits.newOid())));
    }
  }

  /** Makes a sequence begin anew, if the transaction commits. */
  static void restart(StatementContext context, Sequence sequence) {
    context.lock(sequence.oid(), LockMode.ACCESS_EXCLUSIVE);
    CatalogEdits edits = context.edits();
    Sequence now = context.catalog().get(Sequence.class, sequence.oid());
    edits.put(now.withStorage(Integer.toUnsignedLong(edits.newOid())));
  }
}
