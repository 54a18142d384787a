package dev.instar.engine.type;

/**
 * A value of time.
 *
 * @param micros since midnight; 24:00:00 is a time too
 */
public record Time(long micros) implements Comparable<Time> {
  @Override
  public int compareTo(Time other) {
    return Long.compare(micros, other.micros);
  }
}
