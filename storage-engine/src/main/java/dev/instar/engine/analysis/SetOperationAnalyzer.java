package dev.instar.engine.analysis;

import dev.instar.engine.analysis.BoundQuery.Body;
import dev.instar.engine.analysis.BoundQuery.Output;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.Collation;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Position;
import dev.instar.engine.sql.Query;
import dev.instar.engine.sql.QueryBody;
import dev.instar.engine.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** UNION, INTERSECT and EXCEPT: both sides' columns become of the type they have in common. */
final class SetOperationAnalyzer {
  private final Environment environment;

  SetOperationAnalyzer(Environment environment) {
    this.environment = environment;
  }

  private Analysis analysis() {
    return environment.analysis();
  }

  /** The query without WITH, LIMIT and OFFSET. */
  BoundQuery analyze(Query query, QueryBody.SetOperation operation) {
    BoundQuery left = new QueryAnalyzer(environment).analyze(operation.left(), false);
    BoundQuery right = new QueryAnalyzer(environment).analyze(operation.right(), false);
    return combined(query, operation, left, right);
  }

  /** The same of sides that are understood already. */
  BoundQuery combined(
      Query query, QueryBody.SetOperation operation, BoundQuery left, BoundQuery right) {
    String name = operation.kind().name();
    if (left.outputs().size() != right.outputs().size()) {
      throw analysis()
          .error(
              SqlState.SYNTAX_ERROR,
              "each " + name + " query must have the same number of columns",
              positionOf(operation.right(), 0).orElse(operation.position()));
    }
    List<DataType> types = new ArrayList<>(left.outputs().size());
    for (int i = 0; i < left.outputs().size(); i++) {
      Position position = positionOf(operation.right(), i).orElse(operation.position());
      DataType type =
          analysis()
              .coercion()
              .common(
                  name,
                  List.of(left.outputs().get(i).type(), right.outputs().get(i).type()),
                  position);
      types.add(type);
      if (!operation.all()) {
        boolean first = left.outputs().get(i).type().oid() == type.oid();
        SortKeys.requireEquality(
            type, analysis(), first ? positionOf(operation.left(), i).orElse(position) : position);
      }
    }
    QueryColumns columns = new QueryColumns(analysis());
    BoundQuery one = columns.as(left, types, operation.left());
    BoundQuery other = columns.as(right, types, operation.right());
    List<Output> outputs = outputs(operation, one, other);
    return new BoundQuery(
        List.of(),
        new Body.SetOperation(operation.kind(), operation.all(), one, other),
        new ResultOrder(analysis()).ofUnion(query, outputs),
        Optional.empty(),
        query.withTies(),
        Optional.empty(),
        List.of(),
        outputs);
  }

  private List<Output> outputs(
      QueryBody.SetOperation operation, BoundQuery left, BoundQuery right) {
    boolean compares = !operation.all() || operation.kind() != QueryBody.SetOperation.Kind.UNION;
    List<Output> outputs = new ArrayList<>(left.outputs().size());
    for (int i = 0; i < left.outputs().size(); i++) {
      Output a = left.outputs().get(i);
      Output b = right.outputs().get(i);
      Collation collation =
          analysis()
              .collations()
              .common(
                  a.type(),
                  Derivation.ofColumn(left, i),
                  Derivation.ofColumn(right, i),
                  compares,
                  positionOf(operation.right(), i).orElse(operation.position()));
      outputs.add(
          new Output(
              a.name(),
              a.type(),
              a.modifier() == b.modifier() ? a.modifier() : -1,
              collation,
              0,
              0));
    }
    return outputs;
  }

  /** Where a query's column is written. */
  static Optional<Position> positionOf(Query query, int column) {
    return switch (query.body()) {
      case QueryBody.Select select -> {
        boolean plain =
            select.targets().size() > column
                && select.targets().subList(0, column + 1).stream()
                    .noneMatch(target -> target.expression() instanceof Expression.Star);
        yield plain
            ? Optional.of(ExpressionAnalyzer.start(select.targets().get(column).expression()))
            : select.targets().stream().findFirst().map(target -> target.position());
      }
      case QueryBody.Values values -> {
        List<Expression> first = values.rows().getFirst().values();
        yield first.size() > column
            ? Optional.of(ExpressionAnalyzer.start(first.get(column)))
            : Optional.empty();
      }
      case QueryBody.SetOperation operation -> positionOf(operation.left(), column);
    };
  }
}
