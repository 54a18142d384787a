package dev.instar.engine.analysis;

import dev.instar.engine.analysis.BoundExpression.Slot;
import dev.instar.engine.analysis.ScopeEntry.Read;
import dev.instar.engine.analysis.ScopeEntry.ScopeColumn;
import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.Collation;
import dev.instar.engine.type.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A table among the sources: its slots, and the names of its columns. */
record TableEntry(BoundSource.TableSource source, ScopeEntry entry) {

  /**
   * @param alias the name it goes by
   * @param columnNames new names for its first columns
   */
  static TableEntry of(
      Table table,
      String alias,
      Optional<List<String>> columnNames,
      int offset,
      Analysis analysis) {
    boolean[] used = new boolean[table.columns().size()];
    List<ScopeColumn> columns = new ArrayList<>(used.length);
    List<String> names = columnNames.orElse(List.of());
    for (Column column : table.columns()) {
      if (!column.dropped()) {
        String name = columns.size() < names.size() ? names.get(columns.size()) : column.name();
        Read read = new Read(used, column.number() - 1);
        columns.add(
            new ScopeColumn(
                name, slot(column, offset, analysis), table.oid(), column.number(), List.of(read)));
      }
    }
    if (names.size() > columns.size()) {
      throw tooManyNames(alias, columns.size(), names.size());
    }
    Optional<String> schema =
        alias.equals(table.name())
            ? analysis
                .context()
                .catalog()
                .find(table.schema())
                .filter(Schema.class::isInstance)
                .map(found -> ((Schema) found).name())
            : Optional.empty();
    ScopeEntry entry =
        new ScopeEntry(
            Optional.of(alias),
            schema,
            alias.equals(table.name()) ? Optional.empty() : Optional.of(table.name()),
            columns,
            Optional.of(offset + table.columns().size()),
            true,
            true,
            false);
    return new TableEntry(new BoundSource.TableSource(table, alias, offset, used), entry);
  }

  static SqlException tooManyNames(String alias, int there, int given) {
    return new SqlException(
        SqlState.INVALID_COLUMN_REFERENCE,
        "table \""
            + alias
            + "\" has "
            + there
            + " columns available but "
            + given
            + " columns specified");
  }

  private static Slot slot(Column column, int offset, Analysis analysis) {
    return new Slot(
        offset + column.number() - 1,
        type(column, analysis),
        column.modifier(),
        Collation.stored(column.collation(), type(column, analysis)),
        column.name());
  }

  /** A column's type. */
  static DataType type(Column column, Analysis analysis) {
    return analysis
        .context()
        .catalog()
        .type(column.type())
        .orElseThrow(
            () ->
                new SqlException(
                    SqlState.INTERNAL_ERROR,
                    "cache lookup failed for type " + Integer.toUnsignedString(column.type())));
  }

  /** All of its columns are read: it is changed. */
  TableEntry whole() {
    Arrays.fill(source.used(), true);
    return this;
  }
}
