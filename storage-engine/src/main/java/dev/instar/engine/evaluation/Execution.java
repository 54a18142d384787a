package dev.instar.engine.evaluation;

import dev.instar.engine.statement.StatementContext;
import java.util.Arrays;

/**
 * One run of a statement: its context, its parameters, and what its parts remember for as long as
 * it lasts, each under a number that its plan gave it. Mutable and of one thread.
 */
public final class Execution {
  private final StatementContext context;
  private final Object[] parameters;
  private Object[] states;

  /**
   * @param parameters values of {@code $1} and so on, of the statement's parameter types
   * @param states how many numbers the plan has given out
   */
  public Execution(StatementContext context, Object[] parameters, int states) {
    this.context = context;
    this.parameters = parameters;
    this.states = new Object[states];
  }

  public StatementContext context() {
    return context;
  }

  public Object[] parameters() {
    return parameters;
  }

  /** What was remembered under that number; null for nothing yet. */
  public Object state(int number) {
    return number < states.length ? states[number] : null;
  }

  public void remember(int number, Object state) {
    if (number >= states.length) {
      states = Arrays.copyOf(states, Math.max(number + 1, 2 * states.length));
    }
    states[number] = state;
  }
}
