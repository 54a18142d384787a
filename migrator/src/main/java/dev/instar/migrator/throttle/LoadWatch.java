package dev.instar.migrator.throttle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Samples signals, and compares them with their limits. One thread calls {@link #sample}; the rest
 * is for any.
 */
final class LoadWatch {
  /** A reading older than this many periods is none. */
  static final int STALE_PERIODS = 5;

  static final Duration PERIOD = Duration.ofSeconds(1);

  /** Of each new sample this much goes into the average of other sessions: about five seconds. */
  private static final double WEIGHT = 0.2;

  /** What to assume where other sessions cannot be counted. */
  private static final double UNKNOWN_SESSIONS = 1;

  private static final Logger LOG = LoggerFactory.getLogger(LoadWatch.class);

  private record Rule(Signal signal, LoadLimit limit, boolean isCritical) {}

  private record Sample(Reading reading, long at) {}

  private final TimeSource time;
  private final Signal sessions;
  private final Map<String, Sample> samples = new HashMap<>();
  private List<Rule> rules = List.of();
  private double otherSessions;
  private long sessionsAt;
  private String sessionsUnreadable;
  private final long begunAt;

  LoadWatch(TimeSource time, Signal sessions) {
    this.time = time;
    this.sessions = sessions;
    begunAt = time.nanoTime();
    sessionsAt = begunAt;
  }

  /** Replaces the limits; their signals have no reading until they were sampled. */
  synchronized void limits(SignalSource source, List<LoadLimit> maximum, List<LoadLimit> critical) {
    Map<String, Signal> signals = new LinkedHashMap<>();
    List<Rule> renewed = new ArrayList<>();
    maximum.forEach(
        limit ->
            renewed.add(
                new Rule(
                    signals.computeIfAbsent(key(limit), any -> source.signal(limit)),
                    limit,
                    false)));
    critical.forEach(
        limit ->
            renewed.add(
                new Rule(
                    signals.computeIfAbsent(key(limit), any -> source.signal(limit)),
                    limit,
                    true)));
    rules = List.copyOf(renewed);
    samples.clear();
  }

  /** Two limits on one signal read it once; each query and each file is a signal of its own. */
  private static String key(LoadLimit limit) {
    return switch (limit) {
      case LoadLimit.Query query -> "query " + query.sql();
      case LoadLimit.FlagFile file -> "file " + file.path();
      case LoadLimit.ActiveSessions s -> s.signal();
      case LoadLimit.ReplicaLag lag -> lag.signal();
      case LoadLimit.RetainedWal wal -> wal.signal();
      case LoadLimit.SnapshotAge age -> age.signal();
    };
  }

  /** Reads every signal once. The lock is not held while one is read. */
  void sample() throws InterruptedException {
    sampleSessions();
    List<Rule> current;
    synchronized (this) {
      current = rules;
    }
    Map<String, Signal> signals = new LinkedHashMap<>();
    current.forEach(rule -> signals.putIfAbsent(key(rule.limit), rule.signal));
    for (Map.Entry<String, Signal> signal : signals.entrySet()) {
      Reading reading = read(signal.getValue());
      synchronized (this) {
        samples.put(signal.getKey(), new Sample(reading, time.nanoTime()));
      }
    }
  }

  private void sampleSessions() throws InterruptedException {
    Reading reading = read(sessions);
    synchronized (this) {
      switch (reading) {
        case Reading.Measured measured -> {
          otherSessions += WEIGHT * (measured.value() - otherSessions);
          sessionsAt = time.nanoTime();
          sessionsUnreadable = null;
        }
        case Reading.Unreadable unreadable -> sessionsUnreadable = unreadable.why();
      }
    }
  }

  private static Reading read(Signal signal) throws InterruptedException {
    try {
      return signal.read();
    } catch (RuntimeException e) {
      LOG.warn("cannot read {}", signal.name(), e);
      return new Reading.Unreadable(String.valueOf(e.getMessage()));
    }
  }

  /** How many sessions of others are at work on average; at least one where that is not known. */
  synchronized double otherSessions() {
    return whySessionsUnknown() == null ? otherSessions : Math.max(UNKNOWN_SESSIONS, otherSessions);
  }

  /** Why other sessions cannot be counted; null if they can. */
  synchronized String whySessionsUnknown() {
    if (sessionsUnreadable != null) {
      return sessionsUnreadable;
    }
    return isStale(sessionsAt) ? "no answer for " + age(sessionsAt) : null;
  }

  /** What the readings say. Unreadable and stale ones are overload, never a reason to stop. */
  synchronized Load load() {
    Load load = new Load.Normal();
    for (Rule rule : rules) {
      Load one = load(rule);
      if (one instanceof Load.Critical) {
        return one;
      }
      if (load instanceof Load.Normal) {
        load = one;
      }
    }
    return load;
  }

  private Load load(Rule rule) {
    String name = rule.limit.signal();
    Sample sample = samples.get(key(rule.limit));
    long at = sample == null ? begunAt : sample.at;
    if (sample == null && !isStale(begunAt)) {
      return new Load.Overload(name + " has not been read yet");
    }
    if (sample == null || isStale(at)) {
      return new Load.Overload(name + " was not read for " + age(at));
    }
    return switch (sample.reading) {
      case Reading.Unreadable unreadable ->
          new Load.Overload(name + " cannot be read: " + unreadable.why());
      case Reading.Measured measured when measured.value() > rule.limit.bound() -> {
        String reason = name + " " + measured.text() + ", limit " + rule.limit.text();
        yield rule.isCritical ? new Load.Critical(reason) : new Load.Overload(reason);
      }
      case Reading.Measured measured -> new Load.Normal();
    };
  }

  private boolean isStale(long at) {
    return time.nanoTime() - at > PERIOD.toNanos() * STALE_PERIODS;
  }

  private String age(long at) {
    return Quantities.text(Duration.ofNanos(time.nanoTime() - at));
  }
}
