package dev.instar.engine.evaluation;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.Collations;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.ArraySlices;
import dev.instar.engine.type.ArrayValue;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.RowValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Arrays and rows: making them and taking them apart. Stateless. */
final class Composites {
  private Composites() {}

  static Evaluator array(BoundExpression.ArrayOf array, Evaluators evaluators) {
    Evaluator[] elements = evaluators.array(array.elements());
    boolean nested = array.nested();
    return frame -> {
      Object[] values = new Object[elements.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = elements[i].evaluate(frame);
      }
      return nested ? nested(values) : ArrayValue.of(values);
    };
  }

  /** Arrays of one shape become an array of one more dimension. */
  private static ArrayValue nested(Object[] arrays) {
    ArrayValue shape = null;
    List<Object> elements = new ArrayList<>();
    int empty = 0;
    for (Object value : arrays) {
      ArrayValue array = (ArrayValue) value;
      if (array == null || array.dimensions() == 0) {
        empty++;
        continue;
      }
      if (shape == null) {
        shape = array;
      }
      boolean same = array.dimensions() == shape.dimensions();
      for (int i = 0; same && i < shape.dimensions(); i++) {
        same = array.length(i) == shape.length(i);
      }
      if (!same) {
        throw unequal();
      }
      elements.addAll(array.elements());
    }
    if (shape == null) {
      return ArrayValue.EMPTY;
    }
    if (empty > 0) {
      throw unequal();
    }
    int[] lengths = new int[shape.dimensions() + 1];
    int[] lower = new int[lengths.length];
    Arrays.fill(lower, 1);
    lengths[0] = arrays.length;
    for (int i = 0; i < shape.dimensions(); i++) {
      lengths[i + 1] = shape.length(i);
      lower[i + 1] = shape.lowerBound(i);
    }
    return new ArrayValue(lengths, lower, elements.toArray());
  }

  private static SqlException unequal() {
    return new SqlException(
        SqlState.ARRAY_SUBSCRIPT_ERROR,
        "multidimensional arrays must have array expressions with matching dimensions");
  }

  /**
   * @param names of the fields; none if they have none of their own
   */
  static Evaluator row(List<String> names, List<BoundExpression> fields, Evaluators evaluators) {
    List<DataType> types = fields.stream().map(BoundExpression::type).toList();
    List<Comparator<Object>> orders =
        fields.stream().map(field -> Collations.of(field).order(field.type())).toList();
    Evaluator[] compiled = evaluators.array(fields);
    return frame -> {
      Object[] values = new Object[compiled.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = compiled[i].evaluate(frame);
      }
      return new RowValue(names, types, orders, values);
    };
  }

  /** A row without a partner in an outer join is NULL, which its source has no slot for. */
  static Evaluator wholeRow(BoundExpression.WholeRow row, Evaluators evaluators) {
    Evaluator fields = row(row.names(), row.fields(), evaluators);
    return frame -> {
      RowValue value = (RowValue) fields.evaluate(frame);
      for (int i = 0; i < value.types().size(); i++) {
        if (value.field(i) != null) {
          return value;
        }
      }
      return value.types().isEmpty() ? value : null;
    };
  }

  static Evaluator field(BoundExpression.Field field, Evaluators evaluators) {
    Evaluator row = evaluators.compile(field.row());
    int index = field.field();
    return frame -> {
      Object value = row.evaluate(frame);
      return value == null ? null : ((RowValue) value).field(index);
    };
  }

  static Evaluator subscript(BoundExpression.Subscript subscript, Evaluators evaluators) {
    Evaluator array = evaluators.compile(subscript.array());
    int count = subscript.indexes().size();
    List<Optional<Evaluator>> low = new ArrayList<>();
    List<Optional<Evaluator>> high = new ArrayList<>();
    for (BoundExpression.Subscript.Index index : subscript.indexes()) {
      low.add(index.low().map(evaluators::compile));
      high.add(index.high().map(evaluators::compile));
    }
    return frame -> {
      ArrayValue value = (ArrayValue) array.evaluate(frame);
      if (value == null) {
        return null;
      }
      int[][] bounds = new int[count][2];
      for (int i = 0; i < count; i++) {
        boolean within = i < value.dimensions();
        Object from = bound(low.get(i), frame, within ? value.lowerBound(i) : 1);
        Object to =
            subscript.slice() ? bound(high.get(i), frame, within ? value.upperBound(i) : 0) : from;
        if (from == null || to == null) {
          return null;
        }
        bounds[i][0] = ((Number) from).intValue();
        bounds[i][1] = ((Number) to).intValue();
      }
      return subscript.slice() ? ArraySlices.slice(value, bounds) : element(value, bounds);
    };
  }

  private static Object bound(Optional<Evaluator> evaluator, Frame frame, int absent) {
    return evaluator.isPresent() ? evaluator.get().evaluate(frame) : (Integer) absent;
  }

  private static Object element(ArrayValue array, int[][] bounds) {
    int[] subscripts = new int[bounds.length];
    for (int i = 0; i < subscripts.length; i++) {
      subscripts[i] = bounds[i][0];
    }
    return ArraySlices.element(array, subscripts);
  }
}
