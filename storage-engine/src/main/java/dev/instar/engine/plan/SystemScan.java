package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundSource.SystemSource;
import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.statement.StatementContext;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** The rows of a relation of the system's; it is told what they have to be equal to. */
final class SystemScan extends ScanNode {
  private final SystemSource source;
  private final Map<Integer, Evaluator> equal;
  private final String filter;

  /**
   * @param equal columns by place, and what they are compared with, in the column's type
   * @param condition all conditions, those of {@code equal} too; null for none
   */
  SystemScan(
      Estimate estimate,
      SystemSource source,
      int width,
      Map<Integer, Evaluator> equal,
      Evaluator condition,
      String filter) {
    super(estimate, List.of(), new Place(source.offset(), source.width(), width), condition);
    this.source = source;
    this.equal = Map.copyOf(equal);
    this.filter = filter;
  }

  @Override
  public Description description() {
    Description scan = Labels.scan("Seq Scan", "", source.relation().name(), source.alias());
    return filter == null ? scan : scan.detail("Filter", filter);
  }

  @Override
  protected RowSource rows(Frame frame) {
    Map<Integer, Object> values = HashMap.newHashMap(equal.size());
    for (Map.Entry<Integer, Evaluator> entry : equal.entrySet()) {
      Object value = entry.getValue().evaluate(frame);
      if (value == null) {
        return Rows.EMPTY;
      }
      values.put(entry.getKey(), value);
    }
    Iterator<Object[]> rows = source.relation().rows(frame.context(), values).iterator();
    return Rows.of(
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return rows.hasNext();
          }

          @Override
          public Object[] next() {
            return identified(rows.next(), frame.context());
          }
        });
  }

  private Object[] identified(Object[] row, StatementContext context) {
    Object[] longer = Arrays.copyOf(row, row.length + 1);
    longer[row.length] =
        new CatalogRow(context, source.relation().oid(), source.relation().object(row));
    return longer;
  }
}
