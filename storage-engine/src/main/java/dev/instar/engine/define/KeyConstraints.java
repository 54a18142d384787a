package dev.instar.engine.define;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.sql.TableConstraint;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * PRIMARY KEY and UNIQUE, with their indexes, which are in the catalog and still empty: of a table
 * with rows the caller fills them. A primary key's columns are NOT NULL afterwards.
 */
final class KeyConstraints {
  /** Types without a B-tree order. */
  private static final Set<String> UNORDERED = Set.of("json", "xid", "cid", "unknown");

  private KeyConstraints() {}

  static Constraint.Unique make(
      StatementContext context, Table table, TableConstraint.Unique written) {
    requireTablespace(written.tablespace());
    Catalog catalog = context.catalog();
    if (written.primaryKey() && hasPrimaryKey(catalog, table)) {
      throw new SqlException(
          SqlState.INVALID_TABLE_DEFINITION,
          "multiple primary keys for table \"" + table.name() + "\" are not allowed");
    }
    List<Integer> columns = columns(table, written);
    List<Integer> include = numbers(table, written.include());
    String name = name(context, table, written);
    Table now = written.primaryKey() ? notNull(context, table, columns) : table;
    Index index =
        new Index(
            context.edits().newOid(),
            table.schema(),
            name,
            table.owner(),
            table.oid(),
            Integer.toUnsignedLong(context.edits().newOid()),
            keys(context, now, columns),
            include,
            true,
            written.nullsNotDistinct(),
            written.primaryKey(),
            Optional.empty(),
            true,
            true,
            StorageOptions.checked(StorageOptions.Kind.INDEX, written.options()));
    context.edits().put(index);
    context.lock(index.oid(), LockMode.ACCESS_EXCLUSIVE);
    Constraint.Unique constraint =
        new Constraint.Unique(
            context.edits().newOid(),
            name,
            table.oid(),
            columns,
            written.primaryKey(),
            index.oid(),
            written.timing().deferrable(),
            written.timing().initiallyDeferred());
    context.edits().put(constraint);
    return constraint;
  }

  static boolean hasPrimaryKey(Catalog catalog, Table table) {
    return catalog.constraints(table.oid()).stream()
        .anyMatch(other -> other instanceof Constraint.Unique unique && unique.primary());
  }

  private static String name(
      StatementContext context, Table table, TableConstraint.Unique written) {
    if (written.name().isPresent()) {
      String name = written.name().get();
      Constraints.requireFree(context, table, name);
      RelationSlots.claim(context, table.schema(), name);
      return name;
    }
    List<String> all = new ArrayList<>(written.columns());
    all.addAll(written.include());
    Optional<String> part =
        written.primaryKey() ? Optional.empty() : Optional.of(GeneratedNames.columns(all));
    String label = written.primaryKey() ? "pkey" : "key";
    return GeneratedNames.relation(context, table.schema(), table.name(), part, label, true);
  }

  private static List<Integer> columns(Table table, TableConstraint.Unique written) {
    List<Integer> numbers = new ArrayList<>();
    for (String name : written.columns()) {
      int number = number(table, name);
      if (numbers.contains(number)) {
        throw new SqlException(
            SqlState.DUPLICATE_COLUMN,
            "column \"%s\" appears twice in %s constraint"
                .formatted(name, written.primaryKey() ? "primary key" : "unique"));
      }
      numbers.add(number);
    }
    return numbers;
  }

  private static List<Integer> numbers(Table table, List<String> names) {
    return names.stream().map(name -> number(table, name)).toList();
  }

  private static int number(Table table, String name) {
    return table
        .column(name)
        .map(Column::number)
        .orElseThrow(
            () ->
                new SqlException(
                    SqlState.UNDEFINED_COLUMN,
                    "column \"" + name + "\" named in key does not exist"));
  }

  private static Table notNull(StatementContext context, Table table, List<Integer> columns) {
    List<Column> changed = new ArrayList<>(table.columns());
    columns.forEach(number -> changed.set(number - 1, changed.get(number - 1).withNotNull(true)));
    Table now = table.withColumns(changed);
    if (!now.equals(table)) {
      context.edits().put(now);
    }
    return now;
  }

  private static List<Index.Key> keys(
      StatementContext context, Table table, List<Integer> columns) {
    List<Index.Key> keys = new ArrayList<>();
    for (int number : columns) {
      Column column = table.column(number);
      requireOrder(context.catalog().type(column.type()).orElseThrow());
      keys.add(
          new Index.Key(
              number,
              Optional.empty(),
              column.type(),
              column.collation(),
              Optional.empty(),
              false,
              false));
    }
    return keys;
  }

  /**
   * @throws SqlException 42704 if values of the type have no order
   */
  static void requireOrder(DataType type) {
    DataType scalar = type.element().orElse(type);
    if (UNORDERED.contains(scalar.name())) {
      throw new SqlException(
              SqlState.UNDEFINED_OBJECT,
              "data type "
                  + scalar.sqlName()
                  + " has no default operator class for access method \"btree\"")
          .with(
              SqlException.Field.HINT,
              "You must specify an operator class for the index or define a default operator class"
                  + " for the data type.");
    }
  }

  static void requireTablespace(Optional<String> tablespace) {
    tablespace
        .filter(name -> !name.equals("pg_default"))
        .ifPresent(
            name -> {
              throw new SqlException(
                  SqlState.UNDEFINED_OBJECT, "tablespace \"" + name + "\" does not exist");
            });
  }
}
