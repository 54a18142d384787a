package dev.instar.engine.define.alter;

import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.define.Notices;
import dev.instar.engine.define.index.KeyLookup;
import dev.instar.engine.define.index.LiveRows;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.Cast;
import dev.instar.engine.function.Casts;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.DataType;
import java.util.List;
import java.util.StringJoiner;

/**
 * Looks whether every row of a table refers to a row that is there, both as of one moment. Rows
 * that are written afterwards are looked at by those who write them. One thread.
 */
final class ForeignKeyCheck {
  private final StatementContext context;
  private final Constraint.ForeignKey key;
  private final Table table;
  private final Table referenced;
  private final DataType[] types;
  private final Index index;

  /** For each key of the referenced index: which column of the foreign key it is compared with. */
  private final int[] places;

  /** For each key of the referenced index: from the referring column's type to its own. */
  private final Cast[] casts;

  private final DataType[] targets;

  ForeignKeyCheck(StatementContext context, Constraint.ForeignKey key) {
    this.context = context;
    this.key = key;
    this.table = context.catalog().get(Table.class, key.table());
    this.referenced = context.catalog().get(Table.class, key.referenced());
    this.index = context.catalog().get(Index.class, key.index());
    this.types = new DataType[key.columns().size()];
    for (int i = 0; i < types.length; i++) {
      types[i] = type(table.column(key.columns().get(i)));
    }
    int count = index.keys().size();
    this.places = new int[count];
    this.casts = new Cast[count];
    this.targets = new DataType[count];
    for (int i = 0; i < count; i++) {
      places[i] = key.referencedColumns().indexOf(index.keys().get(i).column());
      targets[i] = type(referenced.column(index.keys().get(i).column()));
      casts[i] = cast(types[places[i]], targets[i]);
    }
  }

  private DataType type(Column column) {
    return context.catalog().type(column.type()).orElseThrow();
  }

  /** Null for a whole number that may be too large for the type that is referred to. */
  private static Cast cast(DataType from, DataType to) {
    return Casts.find(from, to, Cast.Context.IMPLICIT).orElse(null);
  }

  /**
   * @throws SqlException 23503
   */
  void run() {
    Notices.debug(context, "validating foreign key constraint \"%s\"".formatted(key.name()));
    try (LiveRows rows = new LiveRows(context, table)) {
      KeyLookup lookup = new KeyLookup(context, referenced, index, rows.now());
      for (Object[] row = rows.next(); row != null; row = rows.next()) {
        check(row, lookup);
      }
    }
  }

  private void check(Object[] row, KeyLookup lookup) {
    Object[] values = new Object[types.length];
    int nulls = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = row[key.columns().get(i) - 1];
      nulls += values[i] == null ? 1 : 0;
    }
    if (nulls > 0) {
      if (key.matchFull() && nulls < values.length) {
        throw violated("MATCH FULL does not allow mixing of null and nonnull key values.");
      }
      return;
    }
    Object[] wanted = new Object[places.length];
    boolean possible = true;
    for (int i = 0; i < places.length && possible; i++) {
      wanted[i] = converted(i, values[places[i]]);
      possible = wanted[i] != null;
    }
    if (!possible || !lookup.contains(wanted)) {
      throw violated(
          "Key %s=%s is not present in table \"%s\"."
              .formatted(names(key.columns()), texts(values), referenced.name()));
    }
  }

  /** Null if no value of the referenced type can be equal. */
  private Object converted(int place, Object value) {
    if (casts[place] != null) {
      return casts[place].apply(value, context.functions());
    }
    long number = ((Number) value).longValue();
    return switch (targets[place].name()) {
      case "int2" -> number == (short) number ? (Object) (short) number : null;
      case "int4" -> number == (int) number ? (Object) (int) number : null;
      default -> number;
    };
  }

  private String names(List<Integer> columns) {
    StringJoiner names = new StringJoiner(", ", "(", ")");
    columns.forEach(number -> names.add(table.column(number).name()));
    return names.toString();
  }

  private String texts(Object[] values) {
    StringJoiner texts = new StringJoiner(", ", "(", ")");
    for (int i = 0; i < values.length; i++) {
      texts.add(types[i].print(values[i], context.functions().format()));
    }
    return texts.toString();
  }

  private SqlException violated(String detail) {
    return new SqlException(
            SqlState.FOREIGN_KEY_VIOLATION,
            "insert or update on table \"%s\" violates foreign key constraint \"%s\""
                .formatted(table.name(), key.name()))
        .with(Field.DETAIL, detail)
        .with(Field.SCHEMA, context.catalog().get(Schema.class, table.schema()).name())
        .with(Field.TABLE, table.name())
        .with(Field.CONSTRAINT, key.name());
  }
}
