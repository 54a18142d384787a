package dev.instar.engine.analysis;

import dev.instar.engine.analysis.BoundQuery.Output;
import dev.instar.engine.analysis.BoundStatement.Assignment;
import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.Collation;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Modification;
import dev.instar.engine.sql.Modification.TargetColumn;
import java.util.ArrayList;
import java.util.List;

/** SET of UPDATE and of ON CONFLICT. */
final class AssignmentAnalyzer {
  private final Environment environment;
  private final Analysis analysis;
  private final ColumnValues columns;
  private final List<Assignment> assignments = new ArrayList<>();
  private final List<Integer> assigned = new ArrayList<>();

  AssignmentAnalyzer(Environment environment, Table table) {
    this.environment = environment;
    this.analysis = environment.analysis();
    this.columns = new ColumnValues(analysis, table);
  }

  List<Assignment> analyze(List<Modification.Assignment> written, ExpressionAnalyzer expressions) {
    for (Modification.Assignment assignment : written) {
      switch (assignment) {
        case Modification.Assignment.Single single ->
            one(single.column(), single.value(), expressions);
        case Modification.Assignment.Multiple multiple -> several(multiple, expressions);
      }
    }
    return assignments;
  }

  private Column target(TargetColumn target) {
    Column column = columns.column(target);
    if (assigned.contains(column.number())) {
      throw new SqlException(
          SqlState.SYNTAX_ERROR, "multiple assignments to same column \"" + column.name() + "\"");
    }
    assigned.add(column.number());
    return column;
  }

  private void one(TargetColumn target, Expression value, ExpressionAnalyzer expressions) {
    Column column = target(target);
    if (value instanceof Expression.Default) {
      // A generated column is computed in any case.
      if (column.generation() != Column.Generation.STORED) {
        assignments.add(new Assignment(column.number(), columns.defaultOf(column)));
      }
      return;
    }
    refuseGenerated(column);
    assignments.add(
        new Assignment(
            column.number(),
            columns.assigned(expressions.analyze(value), column, ExpressionAnalyzer.start(value))));
  }

  private void refuseGenerated(Column column) {
    if (column.generation() == Column.Generation.STORED
        || column.generation() == Column.Generation.IDENTITY_ALWAYS) {
      throw columns.generated(
          column, "column \"" + column.name() + "\" can only be updated to DEFAULT", null);
    }
  }

  private void several(Modification.Assignment.Multiple multiple, ExpressionAnalyzer expressions) {
    switch (multiple.source()) {
      case Expression.RowConstructor row -> {
        checkCount(multiple, row.elements().size());
        for (int i = 0; i < row.elements().size(); i++) {
          one(multiple.columns().get(i), row.elements().get(i), expressions);
        }
      }
      case Expression.Subquery subquery -> subquery(multiple, subquery, expressions);
      default ->
          throw analysis.error(
              SqlState.FEATURE_NOT_SUPPORTED,
              "source for a multiple-column UPDATE item must be a sub-SELECT or ROW() expression",
              ExpressionAnalyzer.start(multiple.source()));
    }
  }

  private void checkCount(Modification.Assignment.Multiple multiple, int values) {
    if (values != multiple.columns().size()) {
      throw analysis.error(
          SqlState.SYNTAX_ERROR,
          "number of columns does not match number of values",
          ExpressionAnalyzer.start(multiple.source()));
    }
  }

  /** The columns of the subquery's row as one value, of which each column takes its field. */
  private void subquery(
      Modification.Assignment.Multiple multiple,
      Expression.Subquery subquery,
      ExpressionAnalyzer expressions) {
    BoundQuery query =
        new QueryAnalyzer(environment.within(expressions.scope())).analyze(subquery.query(), true);
    checkCount(multiple, query.outputs().size());
    BoundExpression row = new BoundExpression.RowOf(ResultOrder.slots(query.outputs()));
    BoundQuery rows =
        QueryAnalyzer.around(
            query,
            List.of(row),
            List.of(new Output("row", row.type(), -1, Collation.DEFAULT, 0, 0)));
    BoundExpression value =
        new BoundExpression.Subquery(
            BoundExpression.Subquery.Kind.SCALAR,
            rows,
            List.of(),
            List.of(),
            List.of(),
            Trees.reachesOut(rows),
            row.type());
    for (int i = 0; i < multiple.columns().size(); i++) {
      TargetColumn target = multiple.columns().get(i);
      Column column = target(target);
      refuseGenerated(column);
      BoundExpression field = new BoundExpression.Field(value, i, query.outputs().get(i).type());
      assignments.add(
          new Assignment(column.number(), columns.assigned(field, column, subquery.position())));
    }
  }
}
