package dev.instar.engine.analysis;

import dev.instar.engine.analysis.BoundQuery.Body;
import dev.instar.engine.analysis.BoundQuery.Output;
import dev.instar.engine.function.Collation;
import dev.instar.engine.sql.Position;
import dev.instar.engine.sql.Query;
import dev.instar.engine.type.DataType;
import java.util.ArrayList;
import java.util.List;

/** A query whose columns are made of other types. */
final class QueryColumns {
  private final Analysis analysis;

  QueryColumns(Analysis analysis) {
    this.analysis = analysis;
  }

  /**
   * The query with columns of those types, converted without being asked for.
   *
   * @param written for the positions of errors
   */
  BoundQuery as(BoundQuery query, List<DataType> types, Query written) {
    boolean same = true;
    for (int i = 0; i < types.size(); i++) {
      same &= query.outputs().get(i).type().oid() == types.get(i).oid();
    }
    if (same) {
      return query;
    }
    return switch (query.body()) {
      case Body.Select select when inPlace(query, select) ->
          with(
              query,
              new Body.Select(
                  select.from(),
                  select.width(),
                  select.where(),
                  select.grouping(),
                  select.windows(),
                  converted(select.targets(), types, written),
                  select.distinct()),
              types);
      case Body.Values values when query.orderBy().isEmpty() -> {
        List<List<BoundExpression>> rows = new ArrayList<>();
        for (List<BoundExpression> row : values.rows()) {
          rows.add(converted(row, types, written));
        }
        yield with(query, new Body.Values(rows), types);
      }
      default -> {
        List<BoundExpression> targets =
            converted(ResultOrder.slots(query.outputs()), types, written);
        yield QueryAnalyzer.around(query, targets, outputs(query, types));
      }
    };
  }

  private static boolean inPlace(BoundQuery query, Body.Select select) {
    return query.orderBy().isEmpty()
        && select.distinct() instanceof BoundQuery.Distinct.None
        && select.targets().size() == query.outputs().size();
  }

  private List<BoundExpression> converted(
      List<BoundExpression> values, List<DataType> types, Query written) {
    List<BoundExpression> converted = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      Position position = SetOperationAnalyzer.positionOf(written, i).orElse(null);
      converted.add(
          i < types.size()
              ? analysis.coercion().implicit(values.get(i), types.get(i), position)
              : values.get(i));
    }
    return converted;
  }

  private static BoundQuery with(BoundQuery query, Body body, List<DataType> types) {
    return new BoundQuery(
        query.with(),
        body,
        query.orderBy(),
        query.limit(),
        query.withTies(),
        query.offset(),
        query.locks(),
        outputs(query, types));
  }

  /** What becomes text by it is of the type's collation. */
  private static Output converted(Output output, DataType type) {
    boolean text = Collation.isCollatable(output.type());
    return new Output(
        output.name(), type, -1, text ? output.collation() : Collation.of(type), 0, 0);
  }

  private static List<Output> outputs(BoundQuery query, List<DataType> types) {
    List<Output> outputs = new ArrayList<>(types.size());
    for (Output output : query.outputs()) {
      DataType type = types.get(outputs.size());
      boolean same = type.oid() == output.type().oid();
      outputs.add(same ? output : converted(output, type));
    }
    return outputs;
  }
}
