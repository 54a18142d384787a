package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundQuery.SortKey;
import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Execution;
import dev.instar.engine.evaluation.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows with the results of window functions behind their other slots. Windows that are the same are
 * computed together; the rows come in the order of the last one.
 */
final class WindowAggregate extends PlanNode {
  private final PlanNode input;
  private final List<Window> windows;
  private final int width;

  /**
   * One window and the functions over it.
   *
   * @param keys partition keys, then order keys: evaluated, and compared by {@code order}
   * @param partitions how many keys are the partition's
   * @param functions what is computed; results go into the slots after the row, by number
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Window(
      Evaluator[] keys,
      int partitions,
      RowOrder order,
      RowOrder partition,
      List<WindowFunction> functions,
      List<Integer> slots) {
    static Window of(
        Evaluator[] keys,
        int partitions,
        List<SortKey> order,
        List<WindowFunction> functions,
        List<Integer> slots) {
      return new Window(
          keys,
          partitions,
          new RowOrder(order),
          new RowOrder(order.subList(0, partitions)),
          functions,
          slots);
    }
  }

  /**
   * @param width how many slots rows have then
   */
  WindowAggregate(PlanNode input, List<Window> windows, int width) {
    super(
        input
            .estimate()
            .plus(input.estimate().total(), input.estimate().rows() * Estimate.ROW_COST),
        List.of(input));
    this.input = input;
    this.windows = List.copyOf(windows);
    this.width = width;
  }

  @Override
  public Description description() {
    return Description.of("WindowAgg");
  }

  @Override
  protected RowSource run(Execution execution, Frame outer) {
    return new RowSource() {
      private RowSource rows;

      @Override
      public Object[] next() {
        if (rows == null) {
          rows = Rows.of(compute(execution, outer));
        }
        return rows.next();
      }

      @Override
      public void close() {
        // The input is closed as soon as it is read.
      }
    };
  }

  private List<Object[]> compute(Execution execution, Frame outer) {
    List<Object[]> rows = new ArrayList<>();
    MemoryBound memory = new MemoryBound();
    try (RowSource source = input.open(execution, outer)) {
      Object[] row;
      while ((row = source.next()) != null) {
        Object[] wider = Arrays.copyOf(row, width);
        memory.keep(wider);
        rows.add(wider);
      }
    }
    Frame frame = new Frame(execution, outer);
    for (Window window : windows) {
      rows = compute(window, rows, frame);
    }
    return rows;
  }

  private static List<Object[]> compute(Window window, List<Object[]> rows, Frame frame) {
    // A row's keys, and the row behind them.
    int count = window.keys().length;
    List<Object[]> keyed = new ArrayList<>(rows.size());
    for (Object[] row : rows) {
      frame.at(row);
      Object[] keys = new Object[count + 1];
      for (int i = 0; i < count; i++) {
        keys[i] = window.keys()[i].evaluate(frame);
      }
      keys[count] = row;
      keyed.add(keys);
    }
    frame.context().checkInterrupts();
    keyed.sort(window.order());
    List<Object[]> sorted = new ArrayList<>(rows.size());
    keyed.forEach(keys -> sorted.add((Object[]) keys[count]));
    for (int start = 0; start < keyed.size(); ) {
      int end = start + 1;
      while (end < keyed.size()
          && window.partition().compare(keyed.get(start), keyed.get(end)) == 0) {
        end++;
      }
      frame.context().checkInterrupts();
      Partition partition =
          Partition.of(sorted.subList(start, end), keyed.subList(start, end), window.order());
      for (int i = 0; i < window.functions().size(); i++) {
        window.functions().get(i).compute(partition, window.slots().get(i), frame);
      }
      start = end;
    }
    return sorted;
  }

  /**
   * The rows of one partition, in order.
   *
   * @param firstPeer for each row the first one that is equal in order
   * @param lastPeer and the last one
   */
  @SuppressWarnings("ArrayRecordComponent") // Made for one partition, never compared.
  record Partition(List<Object[]> rows, int[] firstPeer, int[] lastPeer) {
    static Partition of(List<Object[]> rows, List<Object[]> keyed, RowOrder order) {
      int count = rows.size();
      int[] first = new int[count];
      int[] last = new int[count];
      for (int start = 0; start < count; ) {
        int end = start + 1;
        while (end < count && order.compare(keyed.get(start), keyed.get(end)) == 0) {
          end++;
        }
        Arrays.fill(first, start, end, start);
        Arrays.fill(last, start, end, end - 1);
        start = end;
      }
      return new Partition(rows, first, last);
    }

    int size() {
      return rows.size();
    }
  }
}
