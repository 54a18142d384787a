package dev.instar.engine.system.call;

import java.util.HashMap;
import java.util.Map;

/** Which values a session last took from sequences: currval and lastval. Of one thread. */
public final class SequenceMemory {
  private final Map<Integer, Long> values = new HashMap<>();
  private int last;

  /** A value was taken. */
  void taken(int sequence, long value) {
    values.put(sequence, value);
    last = sequence;
  }

  /** A value was set, so that currval tells it; lastval is as it was. */
  void set(int sequence, long value) {
    values.put(sequence, value);
  }

  /** Null if none was taken. */
  Long value(int sequence) {
    return values.get(sequence);
  }

  /** The sequence of the last nextval; 0 if there was none. */
  int last() {
    return last;
  }

  /** DISCARD SEQUENCES. */
  public void clear() {
    values.clear();
    last = 0;
  }
}
