package dev.instar.migrator.throttle;

/** A signal that always reads the same. */
record FixedSignal(String name, Reading reading) implements Signal {
  @Override
  public Reading read() {
    return reading;
  }
}
