package dev.instar.migrator.throttle;

import java.util.HashMap;
import java.util.Map;

/** Signals that read what a test says. */
final class FakeSignals implements SignalSource {
  final Map<String, Reading> readings = new HashMap<>();

  FakeSignals() {
    set("active_sessions", 0);
  }

  void set(String signal, double value) {
    readings.put(signal, new Reading.Measured(value, Double.toString(value)));
  }

  private record FakeSignal(String name, Map<String, Reading> readings) implements Signal {
    @Override
    public Reading read() {
      Reading reading = readings.get(name);
      if (reading == null) {
        throw new IllegalStateException("broken");
      }
      return reading;
    }
  }

  @Override
  public Signal signal(LoadLimit limit) {
    return new FakeSignal(limit.signal(), readings);
  }

  @Override
  public Signal activeSessions() {
    return new FakeSignal("active_sessions", readings);
  }
}
