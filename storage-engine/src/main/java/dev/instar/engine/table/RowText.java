package dev.instar.engine.table;

import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Utf8;
import java.util.List;
import java.util.StringJoiner;

/** Rows and keys as error messages show them. */
final class RowText {
  /** PostgreSQL cuts longer values off, in bytes. */
  private static final int VALUE_BYTES_MAX = 64;

  private RowText() {}

  /** {@code Failing row contains (1, null).} */
  static String failingRow(StatementContext context, TableLayout layout, Object[] row) {
    Table table = layout.table();
    StringJoiner text = new StringJoiner(", ", "Failing row contains (", ").");
    for (Column column : table.columns()) {
      if (!column.dropped()) {
        int slot = column.number() - 1;
        String value = value(context, layout.codec().type(slot), row[slot]);
        text.add(
            Utf8.length(value) <= VALUE_BYTES_MAX
                ? value
                : Utf8.truncate(value, VALUE_BYTES_MAX) + "...");
      }
    }
    return text.toString();
  }

  /** {@code (id, name)=(1, x)}. */
  static String key(
      StatementContext context, List<String> names, List<DataType> types, Object[] values) {
    StringJoiner left = new StringJoiner(", ", "(", ")");
    names.forEach(left::add);
    StringJoiner right = new StringJoiner(", ", "(", ")");
    for (int i = 0; i < names.size(); i++) {
      right.add(value(context, types.get(i), values[i]));
    }
    return left + "=" + right;
  }

  private static String value(StatementContext context, DataType type, Object value) {
    return value == null ? "null" : type.print(value, context.functions().format());
  }
}
