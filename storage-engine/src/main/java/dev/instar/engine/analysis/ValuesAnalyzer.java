package dev.instar.engine.analysis;

import dev.instar.engine.analysis.BoundQuery.Output;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.Position;
import dev.instar.engine.sql.QueryBody;
import dev.instar.engine.type.DataType;
import java.util.ArrayList;
import java.util.List;

/** VALUES as a query: each column is of the type that its values have in common. */
final class ValuesAnalyzer {
  private final Environment environment;

  ValuesAnalyzer(Environment environment) {
    this.environment = environment;
  }

  private Analysis analysis() {
    return environment.analysis();
  }

  BoundQuery analyze(QueryBody.Values values, boolean settle) {
    ExpressionAnalyzer expressions =
        new ExpressionAnalyzer(environment, Scope.within(environment.outer()), Clause.VALUES);
    int width = values.rows().getFirst().values().size();
    List<List<BoundExpression>> rows = new ArrayList<>(values.rows().size());
    for (QueryBody.Row row : values.rows()) {
      if (row.values().size() != width) {
        throw analysis()
            .error(
                SqlState.SYNTAX_ERROR,
                "VALUES lists must all be the same length",
                row.values().isEmpty()
                    ? row.position()
                    : ExpressionAnalyzer.start(row.values().getFirst()));
      }
      rows.add(expressions.all(row.values()));
    }
    List<Output> outputs = new ArrayList<>(width);
    for (int column = 0; column < width; column++) {
      outputs.add(column(values, rows, column, settle));
    }
    return QueryAnalyzer.plain(new BoundQuery.Body.Values(rows), outputs);
  }

  private Output column(
      QueryBody.Values values, List<List<BoundExpression>> rows, int column, boolean settle) {
    List<DataType> types = new ArrayList<>(rows.size());
    List<Position> positions = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      types.add(rows.get(i).get(column).type());
      positions.add(ExpressionAnalyzer.start(values.rows().get(i).values().get(column)));
    }
    boolean unknown = types.stream().allMatch(Coercion::isUnknown);
    DataType type =
        unknown && !settle
            ? types.getFirst()
            : analysis()
                .coercion()
                .common("VALUES", types, ConstructAnalysis.firstOther(types, positions));
    int modifier = rows.getFirst().get(column).modifier();
    for (int i = 0; i < rows.size(); i++) {
      BoundExpression value =
          Coercion.isUnknown(type)
              ? rows.get(i).get(column)
              : analysis().coercion().implicit(rows.get(i).get(column), type, positions.get(i));
      rows.get(i).set(column, value);
      modifier = value.modifier() == modifier ? modifier : -1;
    }
    return new Output(
        "column" + (column + 1),
        type,
        modifier,
        analysis()
            .collations()
            .checked(Derivation.of(rows.stream().map(row -> row.get(column)).toList()))
            .outcome(type),
        0,
        0);
  }
}
