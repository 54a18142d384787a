package dev.instar.engine.evaluation;

/** What is the same in every row and every run: computed when it is first needed. Thread-safe. */
final class Once implements Evaluator {
  private record Known(Object value) {}

  private final Evaluator computed;
  private volatile Known known;

  Once(Evaluator computed) {
    this.computed = computed;
  }

  @Override
  public Object evaluate(Frame frame) {
    Known found = known;
    if (found == null) {
      found = new Known(computed.evaluate(frame));
      known = found;
    }
    return found.value();
  }
}
