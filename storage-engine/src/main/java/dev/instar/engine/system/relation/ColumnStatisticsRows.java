package dev.instar.engine.system.relation;

import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.system.name.Names;
import dev.instar.engine.table.ColumnStatistics;
import dev.instar.engine.table.TableStatistics;
import dev.instar.engine.type.ArrayValue;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.TextFormat;
import dev.instar.engine.type.Types;
import java.util.List;

/** pg_stats: what ANALYZE has found of columns that the role may read. */
final class ColumnStatisticsRows {
  private ColumnStatisticsRows() {}

  static void make(StatementContext context, Wanted wanted, Rows rows) {
    for (Table table : context.catalog().all(Table.class)) {
      if (!wanted.mayBe("tablename", table.name())
          || !Privileges.has(context, context.role(), table, 'r')) {
        continue;
      }
      TableStatistics.of(context, table)
          .ifPresent(
              known -> {
                for (Column column : table.columns()) {
                  ColumnStatistics statistics = known.columns().get(column.number());
                  if (!column.dropped() && statistics != null) {
                    add(context, rows.add(), table, column, statistics);
                  }
                }
              });
    }
  }

  private static void add(
      StatementContext context, Row row, Table table, Column column, ColumnStatistics statistics) {
    DataType type = context.catalog().type(column.type()).orElseThrow();
    row.set("schemaname", Names.schema(context, table.schema()))
        .set("tablename", table.name())
        .set("attname", column.name())
        .set("inherited", false)
        .set("null_frac", (float) statistics.nullFraction())
        .set("avg_width", statistics.averageWidth())
        .set("n_distinct", (float) statistics.distinct());
    if (!statistics.commonValues().isEmpty()) {
      row.set("most_common_vals", array(context, type, statistics.commonValues()))
          .set(
              "most_common_freqs",
              statistics.commonFrequencies().stream().map(Double::floatValue).toList());
    }
    if (!statistics.bounds().isEmpty()) {
      row.set("histogram_bounds", array(context, type, statistics.bounds()));
    }
    statistics.correlation().ifPresent(value -> row.set("correlation", (float) value));
  }

  /** Values of type anyarray are read as text, and by a cast to it. */
  private static String array(StatementContext context, DataType type, List<Object> values) {
    TextFormat format = context.functions().format();
    return Types.arrayOf(type)
        .map(array -> array.print(ArrayValue.of(values), format))
        .orElseGet(() -> values.stream().map(v -> type.print(v, format)).toList().toString());
  }
}
