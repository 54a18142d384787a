package dev.instar.engine.define;

import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.sql.Definition;
import dev.instar.engine.sql.Definition.OnCommit;
import dev.instar.engine.sql.Definition.TableElement;
import dev.instar.engine.sql.Definition.TableStorage;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.sql.TableConstraint;
import dev.instar.engine.statement.StatementContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** CREATE TABLE. */
final class CreateTables {
  private static final int MAX_COLUMNS = 1600;

  private CreateTables() {}

  static void execute(Definition.CreateTable statement, StatementContext context) {
    Optional<Table> empty =
        claim(statement.table(), statement.ifNotExists(), statement.storage(), context);
    if (empty.isPresent()) {
      create(statement, empty.get(), context);
    }
  }

  /**
   * A table without columns, whose name is claimed and which is not in the catalog yet.
   *
   * @return empty if it is there and that is no error
   */
  static Optional<Table> claim(
      QualifiedName name, boolean ifNotExists, TableStorage storage, StatementContext context) {
    Schema schema = TemporaryObjects.schemaFor(name, storage.persistence(), context);
    if (ifNotExists && RelationSlots.isTaken(context, schema.oid(), name.name())) {
      Notices.exists(context, SqlState.DUPLICATE_TABLE, "relation \"" + name.name() + "\"");
      return Optional.empty();
    }
    RelationSlots.claimWithType(context, schema.oid(), name.name());
    Table.Persistence persistence = TemporaryObjects.persistence(schema, storage.persistence());
    return Optional.of(
        new Table(
            context.edits().newOid(),
            schema.oid(),
            name.name(),
            context.role(),
            persistence,
            Integer.toUnsignedLong(context.edits().newOid()),
            context.edits().newOid(),
            List.of(),
            Table.ReplicaIdentity.DEFAULT,
            options(storage, persistence),
            List.of()));
  }

  private static Map<String, String> options(TableStorage storage, Table.Persistence persistence) {
    storage
        .accessMethod()
        .filter(method -> !method.equals("heap"))
        .ifPresent(
            method -> {
              throw new SqlException(
                  SqlState.UNDEFINED_OBJECT, "access method \"" + method + "\" does not exist");
            });
    KeyConstraints.requireTablespace(storage.tablespace());
    Map<String, String> options =
        new HashMap<>(StorageOptions.checked(StorageOptions.Kind.TABLE, storage.options()));
    if (storage.onCommit() != OnCommit.PRESERVE_ROWS) {
      if (persistence != Table.Persistence.TEMPORARY) {
        throw new SqlException(
            SqlState.INVALID_TABLE_DEFINITION, "ON COMMIT can only be used on temporary tables");
      }
      options.put(TemporaryObjects.ON_COMMIT, storage.onCommit().name());
    }
    return options;
  }

  private static void create(
      Definition.CreateTable statement, Table empty, StatementContext context) {
    Elements elements = new Elements(context, empty);
    for (TableElement element : statement.elements()) {
      switch (element) {
        case TableElement.Column column -> elements.column(column.definition());
        case TableElement.Constraint constraint ->
            elements.constraints.add(constraint.constraint());
        case TableElement.Like like -> elements.likes.add(TableLike.columns(like, elements));
      }
    }
    Table table = put(context, empty, elements.columns);
    elements.sequences.forEach(
        sequence -> {
          context.edits().put(sequence);
          context.lock(sequence.oid(), LockMode.ACCESS_EXCLUSIVE);
        });
    for (Column column : table.columns()) {
      if (column.generation() == Column.Generation.STORED) {
        ColumnDefinitions.checkGenerated(context, table, column);
      }
    }
    elements.likes.forEach(like -> like.checks(table));
    requireDistinctChecks(elements.constraints);
    for (TableConstraint constraint : ordered(elements.constraints)) {
      Constraints.make(context, context.catalog().get(Table.class, table.oid()), constraint);
    }
    elements.likes.forEach(like -> like.rest(table));
  }

  private static void requireDistinctChecks(List<TableConstraint> constraints) {
    Set<String> names = new HashSet<>();
    for (TableConstraint constraint : constraints) {
      if (constraint instanceof TableConstraint.Check
          && constraint.name().filter(name -> !names.add(name)).isPresent()) {
        throw new SqlException(
            SqlState.DUPLICATE_OBJECT,
            "check constraint \"" + constraint.name().get() + "\" already exists");
      }
    }
  }

  /** A table with its columns, in the catalog and locked. */
  static Table put(StatementContext context, Table empty, List<Column> columns) {
    if (columns.size() > MAX_COLUMNS) {
      throw new SqlException(
          SqlState.TOO_MANY_COLUMNS, "tables can have at most " + MAX_COLUMNS + " columns");
    }
    Set<String> names = new HashSet<>();
    for (Column column : columns) {
      if (!names.add(column.name())) {
        throw new SqlException(
            SqlState.DUPLICATE_COLUMN, "column \"" + column.name() + "\" specified more than once");
      }
    }
    Table table = empty.withColumns(columns);
    context.edits().put(table);
    context.lock(table.oid(), LockMode.ACCESS_EXCLUSIVE);
    return table;
  }

  /**
   * The order in which PostgreSQL makes them: CHECK, the primary key, UNIQUE, foreign keys. A
   * UNIQUE without a name that says what a key before it says is left out.
   */
  private static List<TableConstraint> ordered(List<TableConstraint> written) {
    List<TableConstraint> keys = new ArrayList<>();
    List<TableConstraint> others = new ArrayList<>();
    List<TableConstraint> foreign = new ArrayList<>();
    for (TableConstraint constraint : written) {
      switch (constraint) {
        case TableConstraint.Unique unique when unique.primaryKey() -> keys.addFirst(unique);
        case TableConstraint.Unique unique -> keys.add(unique);
        case TableConstraint.ForeignKey key -> foreign.add(key);
        default -> others.add(constraint);
      }
    }
    others.addAll(distinct(keys));
    others.addAll(foreign);
    return others;
  }

  private static List<TableConstraint> distinct(List<TableConstraint> keys) {
    List<TableConstraint> kept = new ArrayList<>();
    for (TableConstraint constraint : keys) {
      TableConstraint.Unique key = (TableConstraint.Unique) constraint;
      boolean said =
          !key.primaryKey()
              && key.name().isEmpty()
              && kept.stream()
                  .map(TableConstraint.Unique.class::cast)
                  .anyMatch(
                      other ->
                          other.columns().equals(key.columns())
                              && other.include().equals(key.include())
                              && other.nullsNotDistinct() == key.nullsNotDistinct()
                              && other.timing().equals(key.timing()));
      if (!said) {
        kept.add(key);
      }
    }
    return kept;
  }
}
