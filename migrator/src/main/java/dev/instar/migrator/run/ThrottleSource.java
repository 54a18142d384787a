package dev.instar.migrator.run;

import dev.instar.migrator.journal.ControlFlags;
import dev.instar.migrator.postgresql.session.Sessions;
import dev.instar.migrator.throttle.Throttle;
import java.util.function.Supplier;

/** Makes the throttle of a run. */
@FunctionalInterface
public interface ThrottleSource {
  /**
   * A throttle for as long as this runner holds the lease. One that is {@link AutoCloseable} is
   * closed when it ends. It need not hold work while paused: the runner does that itself.
   *
   * @param sessions of the run, for signals that are read from the server
   * @param flags what other terminals ask at this moment, {@link ControlFlags#throttle} among it
   */
  Throttle open(Sessions sessions, Supplier<ControlFlags> flags);

  /** Nothing is ever throttled. */
  ThrottleSource NONE = (sessions, flags) -> Throttle.NONE;
}
