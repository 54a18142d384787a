package dev.instar.engine.define.alter;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.define.Constraints;
import dev.instar.engine.define.Notices;
import dev.instar.engine.define.RelationSlots;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.sql.TableConstraint;
import dev.instar.engine.statement.StatementContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** ADD PRIMARY KEY or UNIQUE USING INDEX: an index that is there becomes a constraint's. */
final class KeyUsingIndex {
  private final TableConstraint.UniqueUsingIndex written;
  private final TableWork work;
  private final StatementContext context;
  private final Table table;

  private KeyUsingIndex(TableConstraint.UniqueUsingIndex written, TableWork work) {
    this.written = written;
    this.work = work;
    this.context = work.context();
    this.table = work.table();
  }

  static void apply(TableConstraint.UniqueUsingIndex written, TableWork work) {
    new KeyUsingIndex(written, work).apply();
  }

  private void apply() {
    Catalog catalog = context.catalog();
    if (written.primaryKey()
        && catalog.constraints(table.oid()).stream()
            .anyMatch(other -> other instanceof Constraint.Unique key && key.primary())) {
      throw new SqlException(
          SqlState.INVALID_TABLE_DEFINITION,
          "multiple primary keys for table \"" + table.name() + "\" are not allowed");
    }
    Index index = find(catalog);
    require(index, catalog);
    String name = written.name().orElse(index.name());
    Constraints.requireFree(context, table, name);
    if (!name.equals(index.name())) {
      Notices.tell(
          context,
          "ALTER TABLE / ADD CONSTRAINT USING INDEX will rename index \"%s\" to \"%s\""
              .formatted(index.name(), name));
      RelationSlots.claim(context, table.schema(), name);
      context.lock(index.oid(), LockMode.SHARE_UPDATE_EXCLUSIVE);
    }
    List<Integer> columns = index.keys().stream().map(Index.Key::column).toList();
    Constraint.Unique key =
        new Constraint.Unique(
            context.edits().newOid(),
            name,
            table.oid(),
            columns,
            written.primaryKey(),
            index.oid(),
            written.timing().deferrable(),
            written.timing().initiallyDeferred());
    if (written.primaryKey()) {
      setNotNull(key);
    }
    context.edits().put(index.withName(name).withPrimary(written.primaryKey()));
    context.edits().put(key);
  }

  private void setNotNull(Constraint.Unique key) {
    List<Column> columns = new ArrayList<>(table.columns());
    key.columns()
        .forEach(number -> columns.set(number - 1, columns.get(number - 1).withNotNull(true)));
    work.put(table.withColumns(columns));
    AddConstraint.requireNotNull(table, key, work);
  }

  private Index find(Catalog catalog) {
    Optional<Relation> found = catalog.relation(table.schema(), written.index());
    if (found.isEmpty()) {
      throw new SqlException(
          SqlState.UNDEFINED_OBJECT, "index \"" + written.index() + "\" does not exist");
    }
    if (!(found.get() instanceof Index index)) {
      throw new SqlException(
          SqlState.WRONG_OBJECT_TYPE, "\"" + written.index() + "\" is not an index");
    }
    return index;
  }

  private void require(Index index, Catalog catalog) {
    String name = "index \"" + index.name() + "\"";
    if (catalog.constraints(index.table()).stream()
        .anyMatch(other -> other instanceof Constraint.Unique key && key.index() == index.oid())) {
      throw notReady(name + " is already associated with a constraint");
    }
    if (index.table() != table.oid()) {
      throw notReady(name + " does not belong to table \"" + table.name() + "\"");
    }
    if (!index.valid()) {
      throw notReady(name + " is not valid");
    }
    if (!index.unique()) {
      throw unfit("\"" + index.name() + "\" is not a unique index");
    }
    if (index.keys().stream().anyMatch(key -> key.column() == 0)) {
      throw unfit(name + " contains expressions");
    }
    if (index.predicate().isPresent()) {
      throw unfit("\"" + index.name() + "\" is a partial index");
    }
    for (int i = 0; i < index.keys().size(); i++) {
      Index.Key key = index.keys().get(i);
      boolean plain =
          !key.descending()
              && !key.nullsFirst()
              && key.operatorClass().isEmpty()
              && key.collation().equals(table.column(key.column()).collation());
      if (!plain) {
        throw unfit(name + " column number " + (i + 1) + " does not have default sorting behavior");
      }
    }
    if (written.primaryKey() && index.nullsNotDistinct()) {
      throw unfit("primary keys cannot use NULLS NOT DISTINCT indexes");
    }
  }

  private static SqlException notReady(String message) {
    return new SqlException(SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, message);
  }

  private static SqlException unfit(String message) {
    return new SqlException(SqlState.WRONG_OBJECT_TYPE, message)
        .with(
            Field.DETAIL, "Cannot create a primary key or unique constraint using such an index.");
  }
}
