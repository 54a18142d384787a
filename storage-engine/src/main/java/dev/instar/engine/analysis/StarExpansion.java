package dev.instar.engine.analysis;

import dev.instar.engine.analysis.ScopeEntry.ScopeColumn;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The columns that {@code *} and {@code name.*} stand for. */
final class StarExpansion {
  private final ExpressionAnalyzer expressions;

  StarExpansion(ExpressionAnalyzer expressions) {
    this.expressions = expressions;
  }

  /** They count as read. */
  List<ScopeColumn> columns(Expression.Star star) {
    List<ScopeColumn> columns = new ArrayList<>();
    if (star.qualifier().isEmpty()) {
      List<ScopeEntry> entries = expressions.scope().entries();
      if (entries.isEmpty()) {
        throw expressions
            .analysis()
            .error(
                SqlState.SYNTAX_ERROR,
                "SELECT * with no tables specified is not valid",
                star.position());
      }
      for (ScopeEntry entry : entries) {
        if (entry.plain()) {
          columns.addAll(entry.columns());
        }
      }
    } else {
      ColumnNames.FoundEntry found = entry(star);
      for (ScopeColumn column : found.entry().columns()) {
        columns.add(
            found.levels() == 0
                ? column
                : new ScopeColumn(
                    column.name(),
                    Trees.out(column.value(), found.levels()),
                    column.originTable(),
                    column.originColumn(),
                    column.reads()));
      }
    }
    columns.forEach(ScopeColumn::use);
    return columns;
  }

  private ColumnNames.FoundEntry entry(Expression.Star star) {
    int last = star.qualifier().size() - 1;
    Optional<String> schema =
        last > 0 ? Optional.of(star.qualifier().get(last - 1)) : Optional.empty();
    return expressions.columns().requiredEntry(schema, star.qualifier().get(last), star.position());
  }

  /** {@code name.*} where it is not expanded: the row as one value. */
  BoundExpression row(Expression.Star star) {
    if (star.qualifier().isEmpty()) {
      throw expressions
          .analysis()
          .error(
              SqlState.SYNTAX_ERROR,
              "row expansion via \"*\" is not supported here",
              star.position());
    }
    return expressions.columns().wholeRow(entry(star));
  }
}
