package dev.instar.engine.plan;

import dev.instar.engine.evaluation.Execution;
import java.util.IdentityHashMap;
import java.util.function.Supplier;

/** What EXPLAIN ANALYZE measures in one run. Of one thread. */
public final class Instruments {
  /** Every plan leaves this number of its runs' states to them. */
  static final int STATE = 0;

  private final IdentityHashMap<PlanNode, Measure> measures = new IdentityHashMap<>();

  /** What one node did, over all its openings. Times in nanoseconds, with its children's. */
  public static final class Measure {
    private long loops;
    private long rows;
    private long nanos;
    private long firstRowNanos;

    public long loops() {
      return loops;
    }

    public long rows() {
      return rows;
    }

    public double totalMillis() {
      return nanos / 1e6;
    }

    /** Until the first row of each opening. */
    public double startupMillis() {
      return firstRowNanos / 1e6;
    }
  }

  /** Null in a run that is not measured, which is nearly all of them. */
  static Instruments of(Execution execution) {
    return (Instruments) execution.state(STATE);
  }

  public static Instruments attach(Execution execution) {
    Instruments instruments = new Instruments();
    execution.remember(STATE, instruments);
    return instruments;
  }

  /** What a node did; of one that was never opened nothing. */
  public Measure measure(PlanNode node) {
    return measures.computeIfAbsent(node, n -> new Measure());
  }

  RowSource measure(PlanNode node, Supplier<RowSource> opening) {
    Measure measure = measure(node);
    measure.loops++;
    long start = System.nanoTime();
    RowSource source = opening.get();
    long opened = System.nanoTime() - start;
    measure.nanos += opened;
    measure.firstRowNanos += opened;
    return source instanceof ChangeSource change
        ? new MeasuredChange(change, measure)
        : new Measured(source, measure);
  }

  private static class Measured implements RowSource {
    private final RowSource source;
    private final Measure measure;
    private boolean begun;

    Measured(RowSource source, Measure measure) {
      this.source = source;
      this.measure = measure;
    }

    @Override
    public Object[] next() {
      long start = System.nanoTime();
      Object[] row = source.next();
      long taken = System.nanoTime() - start;
      measure.nanos += taken;
      if (!begun) {
        begun = true;
        measure.firstRowNanos += taken;
      }
      if (row != null) {
        measure.rows++;
      }
      return row;
    }

    @Override
    public void close() {
      source.close();
    }
  }

  private static final class MeasuredChange extends Measured implements ChangeSource {
    private final ChangeSource change;

    MeasuredChange(ChangeSource change, Measure measure) {
      super(change, measure);
      this.change = change;
    }

    @Override
    public long changed() {
      return change.changed();
    }
  }
}
