package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.BoundSource.FunctionSource;
import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Evaluators;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.type.RowValue;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** The rows that a function in FROM makes. */
final class FunctionScan extends ScanNode {
  private final FunctionSource source;
  private final Evaluator call;
  private final boolean set;
  private final String filter;

  FunctionScan(
      Estimate estimate,
      FunctionSource source,
      int width,
      Evaluators evaluators,
      Evaluator condition,
      String filter) {
    super(estimate, List.of(), new Place(source.offset(), source.width(), width), condition);
    this.source = source;
    this.call = evaluators.compile(source.call());
    this.set = isSet(source.call());
    this.filter = filter;
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
    Object result = call.evaluate(frame);
    Iterator<?> values =
        set
            ? result == null ? Collections.emptyIterator() : (Iterator<?>) result
            : Collections.singletonList(result).iterator();
    return new Called(values, source, frame);
  }

  private static final class Called implements RowSource {
    private final Iterator<?> values;
    private final int columns;
    private final int width;
    private final Frame frame;
    private long number;

    Called(Iterator<?> values, FunctionSource source, Frame frame) {
      this.values = values;
      this.columns = source.columns().size();
      this.width = source.width();
      this.frame = frame;
    }

    @Override
    public Object[] next() {
      if (!values.hasNext()) {
        return null;
      }
      if ((++number & 1023) == 0) {
        frame.context().checkInterrupts();
      }
      Object[] row = new Object[width];
      Object value = values.next();
      if (value instanceof Object[] several) {
        System.arraycopy(several, 0, row, 0, columns);
      } else if (value instanceof RowValue record && columns > 1) {
        for (int i = 0; i < columns; i++) {
          row[i] = record.field(i);
        }
      } else if (columns > 0) {
        row[0] = value;
      }
      if (width > columns) {
        row[columns] = number;
      }
      return row;
    }

    @Override
    public void close() {
      // A function holds nothing.
    }
  }
}
