package dev.instar.engine.change;

import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.plan.ChangeSource;
import java.util.ArrayDeque;
import java.util.Deque;

/** One run of a change: all of it at the first call, then the rows of RETURNING. Of one thread. */
abstract class ChangeRun implements ChangeSource {
  private final Evaluator[] returning;
  private final Frame frame;
  private final Deque<Object[]> returned = new ArrayDeque<>();
  private boolean done;
  private long changed;

  ChangeRun(Evaluator[] returning, Frame frame) {
    this.returning = returning;
    this.frame = frame;
  }

  Frame frame() {
    return frame;
  }

  /** Changes all rows. */
  abstract void change();

  /**
   * A row was changed.
   *
   * @param row what RETURNING is computed from
   */
  void changed(Object[] row) {
    changed++;
    if (returning.length > 0) {
      Object[] values = new Object[returning.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = returning[i].evaluate(frame.at(row));
      }
      returned.add(values);
    }
  }

  @Override
  public Object[] next() {
    if (!done) {
      done = true;
      change();
    }
    return returned.poll();
  }

  @Override
  public long changed() {
    return changed;
  }

  @Override
  public void close() {
    returned.clear();
  }
}
