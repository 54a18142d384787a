package dev.instar.engine.evaluation;

import dev.instar.engine.statement.StatementContext;

/**
 * What an expression is evaluated in: the row at hand, the rows that enclosing queries are at, the
 * statement's parameters. Mutable and of one thread: whoever goes over rows puts one after the
 * other into the same frame.
 */
public final class Frame {
  private final Execution execution;
  private final Frame outer;
  private Object[] row;

  /**
   * @param outer the enclosing query's; null for none
   */
  public Frame(Execution execution, Frame outer) {
    this.execution = execution;
    this.outer = outer;
  }

  /** For an expression that stands outside of any plan. */
  public Frame(StatementContext context, Object[] parameters, Frame outer) {
    this(new Execution(context, parameters, 0), outer);
  }

  public Execution execution() {
    return execution;
  }

  public StatementContext context() {
    return execution.context();
  }

  public Object[] parameters() {
    return execution.parameters();
  }

  /** The enclosing query's frame; null for none. */
  public Frame outer() {
    return outer;
  }

  /** That many levels out; 0 is this one. */
  public Frame out(int levels) {
    Frame frame = this;
    for (int i = 0; i < levels; i++) {
      frame = frame.outer;
    }
    return frame;
  }

  public Object[] row() {
    return row;
  }

  /** The frame itself, at that row. */
  public Frame at(Object[] now) {
    row = now;
    return this;
  }
}
