package dev.instar.engine.analysis;

import dev.instar.engine.analysis.BoundExpression.Subquery.Kind;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.Collation;
import dev.instar.engine.function.Resolved;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Position;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.util.ArrayList;
import java.util.List;

/** Subqueries in expressions. */
final class SubqueryAnalysis {
  private final ExpressionAnalyzer expressions;

  SubqueryAnalysis(ExpressionAnalyzer expressions) {
    this.expressions = expressions;
  }

  /**
   * @param varies whether it does not give the same each time in a run: it reads rows of queries
   *     around it
   */
  private record Analyzed(BoundQuery query, boolean varies) {}

  private Analyzed query(Expression.Subquery subquery) {
    if (!expressions.clause().allowsSubqueries()) {
      throw expressions
          .analysis()
          .error(
              SqlState.FEATURE_NOT_SUPPORTED,
              "cannot use subquery in " + expressions.clause().singular(),
              subquery.position());
    }
    int before = expressions.analysis().varying();
    BoundQuery query =
        new QueryAnalyzer(expressions.environment().within(expressions.scope()))
            .analyze(subquery.query(), true);
    return new Analyzed(
        query, Trees.reachesOut(query) || expressions.analysis().varying() > before);
  }

  /** A value, EXISTS, or ARRAY(…). */
  BoundExpression plain(Expression.Subquery subquery) {
    Analyzed analyzed = query(subquery);
    BoundQuery query = analyzed.query();
    boolean correlated = analyzed.varies();
    if (subquery.kind() == Expression.Subquery.Kind.EXISTS) {
      return new BoundExpression.Subquery(
          Kind.EXISTS, query, List.of(), List.of(), List.of(), correlated, Types.BOOLEAN);
    }
    if (query.outputs().size() != 1) {
      throw expressions
          .analysis()
          .error(
              SqlState.SYNTAX_ERROR, "subquery must return only one column", subquery.position());
    }
    DataType type = query.outputs().getFirst().type();
    return switch (subquery.kind()) {
      case SCALAR ->
          new BoundExpression.Subquery(
              Kind.SCALAR, query, List.of(), List.of(), List.of(), correlated, type);
      case ARRAY ->
          new BoundExpression.Subquery(
              Kind.ARRAY,
              query,
              List.of(),
              List.of(),
              List.of(),
              correlated,
              TypeNames.arrayOf(type, expressions.analysis().context()));
      case EXISTS, IN, ANY, ALL ->
          throw expressions
              .analysis()
              .error(SqlState.SYNTAX_ERROR, "subquery is not allowed here", subquery.position());
    };
  }

  /** IN, ANY and ALL. */
  BoundExpression quantified(
      Expression left, String operator, boolean all, Expression.Subquery subquery, Position at) {
    List<Expression> operands =
        left instanceof Expression.RowConstructor row ? row.elements() : List.of(left);
    List<BoundExpression> values = expressions.all(operands);
    Analyzed analyzed = query(subquery);
    BoundQuery query = analyzed.query();
    if (query.outputs().size() != values.size()) {
      throw expressions
          .analysis()
          .error(
              SqlState.SYNTAX_ERROR,
              query.outputs().size() > values.size()
                  ? "subquery has too many columns"
                  : "subquery has too few columns",
              at);
    }
    if (values.size() > 1 && !(operator.equals("=") && !all) && !operator.equals("<>")) {
      throw expressions
          .analysis()
          .unsupported("a comparison of rows by " + operator + " ANY or ALL", at);
    }
    if (values.size() > 1 && operator.equals("<>") && !all) {
      throw expressions.analysis().unsupported("a comparison of rows by <> ANY", at);
    }
    List<BoundExpression> converted = new ArrayList<>(values.size());
    List<Resolved> operators = new ArrayList<>(values.size());
    List<Collation> collations = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      DataType type = query.outputs().get(i).type();
      Resolved resolved = expressions.operators().resolve(operator, values.get(i).type(), type, at);
      Position start = ExpressionAnalyzer.start(operands.get(i));
      Coercion.Arguments arguments =
          expressions
              .coercion()
              .arguments(
                  resolved,
                  List.of(
                      values.get(i),
                      new BoundExpression.Slot(
                          0, type, -1, query.outputs().get(i).collation(), "")),
                  List.of(start, start));
      converted.add(arguments.values().getFirst());
      operators.add(arguments.function());
      collations.add(expressions.collations().input(arguments.values()));
    }
    boolean correlated = analyzed.varies();
    // A row differs from all others if it is equal to none.
    if (values.size() > 1 && operator.equals("<>")) {
      return new BoundExpression.Not(quantified(left, "=", false, subquery, at));
    }
    return new BoundExpression.Subquery(
        all ? Kind.ALL : Kind.ANY,
        query,
        converted,
        operators,
        collations,
        correlated,
        Types.BOOLEAN);
  }
}
