package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.BoundSource.FunctionSource;
import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Evaluators;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.type.RowValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * The rows that a function in FROM makes, or several side by side: those that have no more rows
 * give NULL.
 */
final class FunctionScan extends ScanNode {
  private final FunctionSource source;
  private final List<Part> parts;
  private final String filter;

  /**
   * One of the functions.
   *
   * @param set whether it makes any number of rows, and not one
   * @param columns how many of the source's columns are its own
   */
  private record Part(Evaluator call, boolean set, int columns) {
    Iterator<?> open(Frame frame) {
      Object result = call.evaluate(frame);
      if (!set) {
        return Collections.singletonList(result).iterator();
      }
      return result == null ? Collections.emptyIterator() : (Iterator<?>) result;
    }
  }

  FunctionScan(
      Estimate estimate,
      FunctionSource source,
      int width,
      Evaluators evaluators,
      Evaluator condition,
      String filter) {
    super(estimate, List.of(), new Place(source.offset(), source.width(), width), condition);
    this.source = source;
    this.parts =
        calls(source).stream()
            .map(call -> new Part(evaluators.compile(call), isSet(call), columns(call)))
            .toList();
    this.filter = filter;
  }

  static List<BoundExpression> calls(FunctionSource source) {
    return source.call() instanceof BoundExpression.RowOf several
        ? several.fields()
        : List.of(source.call());
  }

  private static int columns(BoundExpression call) {
    return call instanceof BoundExpression.Call bound
        ? Math.max(1, bound.function().function().columns().size())
        : 1;
  }

  static boolean isSet(BoundExpression expression) {
    return expression instanceof BoundExpression.Call call
        && call.function().function().returnsSet();
  }

  @Override
  public Description description() {
    String name =
        source.call() instanceof BoundExpression.Call call
            ? call.function().function().name()
            : source.alias();
    String headline =
        "Function Scan on " + name + (source.alias().equals(name) ? "" : " " + source.alias());
    Description scan =
        new Description(headline, "Function Scan", List.of(), List.of())
            .fact("Function Name", name)
            .fact("Alias", source.alias());
    return filter == null ? scan : scan.detail("Filter", filter);
  }

  @Override
  protected RowSource rows(Frame frame) {
    List<Iterator<?>> values = new ArrayList<>(parts.size());
    for (Part part : parts) {
      values.add(part.open(frame));
    }
    return new Called(values, frame);
  }

  private final class Called implements RowSource {
    private final List<Iterator<?>> values;
    private final Frame frame;
    private long number;

    Called(List<Iterator<?>> values, Frame frame) {
      this.values = values;
      this.frame = frame;
    }

    @Override
    public Object[] next() {
      Object[] row = new Object[source.width()];
      boolean found = false;
      int first = 0;
      for (int i = 0; i < values.size(); i++) {
        int columns = parts.get(i).columns();
        if (values.get(i).hasNext()) {
          found = true;
          fill(row, first, columns, values.get(i).next());
        }
        first += columns;
      }
      if (!found) {
        return null;
      }
      if ((++number & 1023) == 0) {
        frame.context().checkInterrupts();
      }
      if (source.ordinality()) {
        row[first] = number;
      }
      return row;
    }

    private static void fill(Object[] row, int first, int columns, Object value) {
      if (value instanceof Object[] several) {
        System.arraycopy(several, 0, row, first, columns);
      } else if (value instanceof RowValue record && columns > 1) {
        for (int i = 0; i < columns; i++) {
          row[first + i] = record.field(i);
        }
      } else {
        row[first] = value;
      }
    }

    @Override
    public void close() {
      // A function holds nothing.
    }
  }
}
