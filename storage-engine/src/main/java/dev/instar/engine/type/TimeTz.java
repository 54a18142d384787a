package dev.instar.engine.type;

/**
 * A value of timetz: ordered by the moment, then by the zone.
 *
 * @param micros since midnight, local
 * @param offsetSeconds east of Greenwich
 */
public record TimeTz(long micros, int offsetSeconds) implements Comparable<TimeTz> {
  /** Since midnight in Greenwich; not within a day. */
  public long utcMicros() {
    return micros - offsetSeconds * DateTimes.MICROS_PER_SECOND;
  }

  @Override
  public int compareTo(TimeTz other) {
    int moment = Long.compare(utcMicros(), other.utcMicros());
    return moment != 0 ? moment : Integer.compare(other.offsetSeconds, offsetSeconds);
  }
}
