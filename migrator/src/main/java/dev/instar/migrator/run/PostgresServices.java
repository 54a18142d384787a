package dev.instar.migrator.run;

import dev.instar.migrator.execute.Ticker;
import dev.instar.migrator.journal.ControlFlags;
import dev.instar.migrator.postgresql.session.Sessions;
import dev.instar.migrator.postgresql.shadow.RebuildExecutor;
import dev.instar.migrator.postgresql.throttle.PostgresSignals;
import dev.instar.migrator.throttle.PacedThrottle;
import dev.instar.migrator.throttle.Throttle;
import dev.instar.migrator.throttle.ThrottleSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** A run's services on PostgreSQL: real time, the rebuild, and a throttle that reads the server. */
public final class PostgresServices {
  private PostgresServices() {}

  /** The services, with a throttle that begins with these settings. */
  public static RunServices of(ThrottleSettings settings) {
    RebuildExecutor rebuild = new RebuildExecutor();
    return new RunServices(
        rebuild,
        rebuild,
        (sessions, flags) -> new LiveThrottle(sessions, settings, flags),
        RunTiming.DEFAULT,
        Ticker.SYSTEM,
        new SplittableRandom());
  }

  /** A paced throttle whose settings follow what other terminals ask. */
  private static final class LiveThrottle implements Throttle, AutoCloseable {
    private final ThrottleSettings begun;
    private final Supplier<ControlFlags> flags;
    private final PostgresSignals signals;
    private final PacedThrottle paced;

    // Guarded by this.
    private String asked;

    LiveThrottle(Sessions sessions, ThrottleSettings settings, Supplier<ControlFlags> flags) {
      this.begun = settings;
      this.flags = flags;
      this.asked = flags.get().throttle();
      this.signals = new PostgresSignals(sessions, new CurrentSlot(sessions));
      this.paced = PacedThrottle.start(signals, settings.with(asked));
    }

    private synchronized void follow() {
      String now = flags.get().throttle();
      if (!now.equals(asked)) {
        asked = now;
        paced.change(begun.with(now));
      }
    }

    @Override
    public void acquire(Demand demand) throws InterruptedException {
      follow();
      paced.acquire(demand);
    }

    @Override
    public void used(Demand demand, long rows, Duration busy) {
      paced.used(demand, rows, busy);
    }

    @Override
    public void backlog(long pendingKeys) {
      paced.backlog(pendingKeys);
    }

    @Override
    public Optional<String> reason() {
      return paced.reason();
    }

    @Override
    public void close() {
      paced.close();
      signals.close();
    }
  }
}
