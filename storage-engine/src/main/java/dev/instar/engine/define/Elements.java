package dev.instar.engine.define;

import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.sql.ColumnDefinition;
import dev.instar.engine.sql.TableConstraint;
import dev.instar.engine.statement.StatementContext;
import java.util.ArrayList;
import java.util.List;

/** What CREATE TABLE lists between its parentheses, as far as it was read. Of one thread. */
final class Elements {
  final StatementContext context;

  /** The table without its columns; not in the catalog yet. */
  final Table table;

  final List<Column> columns = new ArrayList<>();
  final List<Sequence> sequences = new ArrayList<>();
  final List<TableConstraint> constraints = new ArrayList<>();
  final List<TableLike> likes = new ArrayList<>();

  Elements(StatementContext context, Table table) {
    this.context = context;
    this.table = table;
  }

  /** The number of the next column. */
  int next() {
    return columns.size() + 1;
  }

  void column(ColumnDefinition written) {
    ColumnDefinitions.NewColumn made = ColumnDefinitions.make(context, table, next(), written);
    columns.add(made.column());
    made.sequence().ifPresent(sequences::add);
    constraints.addAll(made.constraints());
  }
}
