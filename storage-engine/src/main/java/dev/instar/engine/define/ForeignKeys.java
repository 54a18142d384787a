package dev.instar.engine.define;

import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.analysis.RelationNames;
import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Constraint.ForeignKey.Action;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.Cast;
import dev.instar.engine.function.Casts;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.sql.TableConstraint;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** FOREIGN KEY. Rows that are there already are somebody else's to look at. */
final class ForeignKeys {
  private static final String LIST = " (";

  private ForeignKeys() {}

  static Constraint.ForeignKey make(
      StatementContext context, Table table, TableConstraint.ForeignKey written) {
    if (!written.enforced()) {
      throw SqlException.unsupported("NOT ENFORCED");
    }
    Table referenced = referenced(context, table, written);
    Privileges.require(context, referenced, 'x');
    requirePersistence(table, referenced);
    List<Column> columns = columns(table, written.columns());
    Target target = target(context.catalog(), referenced, columns, written);
    String name =
        written
            .name()
            .orElseGet(
                () ->
                    GeneratedNames.constraint(
                        context,
                        table.schema(),
                        table.name(),
                        Optional.of(GeneratedNames.columns(written.columns())),
                        "fkey"));
    Constraints.requireFree(context, table, name);
    requireTypes(context.catalog(), name, columns, referenced, target.columns());
    Action onDelete = action(written.target().onDelete());
    Action onUpdate = action(written.target().onUpdate());
    requireSettable(columns, onUpdate, "UPDATE");
    requireSettable(columns, onDelete, "DELETE");
    Constraint.ForeignKey key =
        new Constraint.ForeignKey(
            context.edits().newOid(),
            name,
            table.oid(),
            columns.stream().map(Column::number).toList(),
            referenced.oid(),
            target.columns(),
            target.index(),
            written.target().match().equals("FULL"),
            onUpdate,
            onDelete,
            deleteColumns(table, columns, written.target().onDelete()),
            written.timing().deferrable(),
            written.timing().initiallyDeferred(),
            !written.notValid());
    context.edits().put(key);
    return key;
  }

  private static Table referenced(
      StatementContext context, Table table, TableConstraint.ForeignKey written) {
    Relation relation =
        RelationNames.lock(written.target().table(), LockMode.SHARE_ROW_EXCLUSIVE, context);
    if (relation.oid() == table.oid()) {
      return context.catalog().get(Table.class, table.oid());
    }
    if (!(relation instanceof Table referenced)) {
      throw new SqlException(
          SqlState.WRONG_OBJECT_TYPE,
          "referenced relation \"" + relation.name() + "\" is not a table");
    }
    return referenced;
  }

  private static void requirePersistence(Table table, Table referenced) {
    boolean fits =
        switch (table.persistence()) {
          case PERMANENT -> referenced.persistence() == Table.Persistence.PERMANENT;
          case UNLOGGED -> referenced.persistence() != Table.Persistence.TEMPORARY;
          case TEMPORARY -> referenced.persistence() == Table.Persistence.TEMPORARY;
        };
    if (!fits) {
      throw new SqlException(
          SqlState.INVALID_TABLE_DEFINITION,
          switch (table.persistence()) {
            case PERMANENT -> "constraints on permanent tables may reference only permanent tables";
            case UNLOGGED ->
                "constraints on unlogged tables may reference only permanent or unlogged tables";
            case TEMPORARY -> "constraints on temporary tables may reference only temporary tables";
          });
    }
  }

  private static List<Column> columns(Table table, List<String> names) {
    List<Column> columns = new ArrayList<>();
    for (String name : names) {
      columns.add(
          table
              .column(name)
              .orElseThrow(
                  () ->
                      new SqlException(
                          SqlState.UNDEFINED_COLUMN,
                          "column \""
                              + name
                              + "\" referenced in foreign key constraint does not exist")));
    }
    return columns;
  }

  /**
   * What is referred to: columns in the order of the referring ones, and the index that they have.
   */
  private record Target(List<Integer> columns, int index) {}

  private static Target target(
      Catalog catalog, Table referenced, List<Column> columns, TableConstraint.ForeignKey written) {
    if (written.target().columns().isEmpty()) {
      return primaryKey(catalog, referenced, columns.size());
    }
    List<Integer> numbers =
        columns(referenced, written.target().columns()).stream().map(Column::number).toList();
    requireSameCount(columns.size(), numbers.size());
    if (new HashSet<>(numbers).size() != numbers.size()) {
      throw new SqlException(
          SqlState.INVALID_FOREIGN_KEY,
          "foreign key referenced-columns list must not contain duplicates");
    }
    boolean deferrable = false;
    for (Index index : catalog.indexes(referenced.oid())) {
      if (isKeyOf(index, numbers)) {
        if (!isDeferrable(catalog, index)) {
          return new Target(numbers, index.oid());
        }
        deferrable = true;
      }
    }
    if (deferrable) {
      throw new SqlException(
          SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
          "cannot use a deferrable unique constraint for referenced table \""
              + referenced.name()
              + "\"");
    }
    throw new SqlException(
        SqlState.INVALID_FOREIGN_KEY,
        "there is no unique constraint matching given keys for referenced table \""
            + referenced.name()
            + "\"");
  }

  private static Target primaryKey(Catalog catalog, Table referenced, int count) {
    for (Constraint constraint : catalog.constraints(referenced.oid())) {
      if (constraint instanceof Constraint.Unique unique && unique.primary()) {
        if (unique.deferrable()) {
          throw new SqlException(
              SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
              "cannot use a deferrable primary key for referenced table \""
                  + referenced.name()
                  + "\"");
        }
        requireSameCount(count, unique.columns().size());
        return new Target(unique.columns(), unique.index());
      }
    }
    throw new SqlException(
        SqlState.UNDEFINED_OBJECT,
        "there is no primary key for referenced table \"" + referenced.name() + "\"");
  }

  private static void requireSameCount(int referring, int referred) {
    if (referring != referred) {
      throw new SqlException(
          SqlState.INVALID_FOREIGN_KEY,
          "number of referencing and referenced columns for foreign key disagree");
    }
  }

  private static boolean isKeyOf(Index index, List<Integer> columns) {
    if (!index.unique() || !index.valid() || index.predicate().isPresent()) {
      return false;
    }
    List<Integer> keys = index.keys().stream().map(Index.Key::column).toList();
    return keys.size() == columns.size() && keys.containsAll(columns);
  }

  private static boolean isDeferrable(Catalog catalog, Index index) {
    return catalog.constraints(index.table()).stream()
        .anyMatch(
            constraint ->
                constraint instanceof Constraint.Unique unique
                    && unique.index() == index.oid()
                    && unique.deferrable());
  }

  /** What {@link #make} requires of the columns' types, of a key that is there. */
  static void requireComparable(StatementContext context, Constraint.ForeignKey key) {
    Table table = context.catalog().get(Table.class, key.table());
    requireTypes(
        context.catalog(),
        key.name(),
        key.columns().stream().map(table::column).toList(),
        context.catalog().get(Table.class, key.referenced()),
        key.referencedColumns());
  }

  private static void requireTypes(
      Catalog catalog, String name, List<Column> columns, Table referenced, List<Integer> targets) {
    for (int i = 0; i < columns.size(); i++) {
      Column target = referenced.column(targets.get(i));
      DataType from = catalog.type(columns.get(i).type()).orElseThrow();
      DataType to = catalog.type(target.type()).orElseThrow();
      if (!areComparable(from, to)) {
        throw new SqlException(
                SqlState.DATATYPE_MISMATCH,
                "foreign key constraint \"" + name + "\" cannot be implemented")
            .with(
                Field.DETAIL,
                "Key columns \"%s\" and \"%s\" are of incompatible types: %s and %s."
                    .formatted(columns.get(i).name(), target.name(), from.sqlName(), to.sqlName()));
      }
    }
  }

  /** There is an operator {@code =} of the key's order for the two, or the value can become one. */
  private static boolean areComparable(DataType from, DataType to) {
    return from.oid() == to.oid()
        || Casts.find(from, to, Cast.Context.IMPLICIT).isPresent()
        || (isInteger(from) && isInteger(to));
  }

  private static boolean isInteger(DataType type) {
    return switch (type.name()) {
      case "int2", "int4", "int8" -> true;
      default -> false;
    };
  }

  /** What stands before a list of columns. */
  private static Action action(String written) {
    int list = written.indexOf(LIST);
    String action = list < 0 ? written : written.substring(0, list);
    return Action.valueOf(action.strip().toUpperCase(Locale.ROOT).replace(' ', '_'));
  }

  private static void requireSettable(List<Column> columns, Action action, String event) {
    boolean generated =
        columns.stream().anyMatch(column -> column.generation() == Column.Generation.STORED);
    boolean sets = action == Action.SET_NULL || action == Action.SET_DEFAULT;
    boolean cascades = event.equals("UPDATE") && action == Action.CASCADE;
    if (generated && (sets || cascades)) {
      throw new SqlException(
          SqlState.SYNTAX_ERROR,
          "invalid ON " + event + " action for foreign key constraint containing generated column");
    }
  }

  private static List<Integer> deleteColumns(Table table, List<Column> columns, String written) {
    int list = written.indexOf('(');
    if (list < 0) {
      return List.of();
    }
    List<Integer> numbers = new ArrayList<>();
    for (String part :
        Arrays.asList(written.substring(list + 1, written.indexOf(')')).split(",", -1))) {
      String text = part.strip();
      String name =
          text.startsWith("\"")
              ? text.substring(1, text.length() - 1).replace("\"\"", "\"")
              : text.toLowerCase(Locale.ROOT);
      int number = columns(table, List.of(name)).getFirst().number();
      if (columns.stream().noneMatch(column -> column.number() == number)) {
        throw new SqlException(
            SqlState.INVALID_COLUMN_REFERENCE,
            "column \""
                + name
                + "\" referenced in ON DELETE SET action must be part of foreign key");
      }
      numbers.add(number);
    }
    return numbers;
  }
}
