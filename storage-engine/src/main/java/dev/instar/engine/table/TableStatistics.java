package dev.instar.engine.table;

import dev.instar.engine.catalog.Table;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.store.RowStatistics;
import java.util.Map;
import java.util.Optional;

/**
 * What ANALYZE knows of a table. It is kept in memory, beside the table; after a restart the thread
 * that vacuums gathers it anew.
 *
 * @param rows how many there were
 * @param columns by number; those whose type has an order
 */
public record TableStatistics(double rows, Map<Integer, ColumnStatistics> columns)
    implements RowStatistics {
  public TableStatistics {
    columns = Map.copyOf(columns);
  }

  /** Empty if nobody has looked. */
  public static Optional<TableStatistics> of(StatementContext context, Table table) {
    return context
        .services()
        .store()
        .table(table.storage())
        .statistics()
        .filter(TableStatistics.class::isInstance)
        .map(TableStatistics.class::cast);
  }
}
