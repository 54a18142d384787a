package dev.instar.migrator.postgresql.lock;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * Somebody who holds a lock on a relation. Never carries the text of a query, which may hold data.
 *
 * @param kind what it is, and so what can be done about it
 * @param pid the server process; 0 for a prepared transaction, which has none
 * @param name the application's name, or a prepared transaction's identifier
 * @param user the role; empty where this role may not see it
 * @param state such as {@code active} or {@code idle in transaction}; empty where unknown
 * @param age how long its transaction has been open; empty where this role may not see it
 * @param queryStart when its current or last statement began
 */
public record Blocker(
    Kind kind,
    int pid,
    String name,
    String user,
    String state,
    Optional<Duration> age,
    Optional<Instant> queryStart) {
  public Blocker {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(age, "age");
    Objects.requireNonNull(queryStart, "queryStart");
  }

  /** What stands in the way. */
  public enum Kind {
    /** A client's session, or a background process of the server. */
    SESSION,
    /** Yields to whoever waits for it longer than {@code deadlock_timeout}. */
    AUTOVACUUM,
    /** Runs against transaction id wraparound, and yields to nobody. */
    WRAPAROUND_VACUUM,
    /** A transaction prepared for two-phase commit; ends only by COMMIT or ROLLBACK PREPARED. */
    PREPARED
  }

  /** For messages: who, doing what, for how long. */
  public String describe() {
    String since =
        age.map(a -> " for " + a.truncatedTo(ChronoUnit.MILLIS).toMillis() / 1000.0 + " s")
            .orElse("");
    return switch (kind) {
      case SESSION ->
          "process %d (%s%s%s%s%s)"
              .formatted(
                  pid,
                  user.isEmpty() ? "" : "user " + user + ", ",
                  name.isEmpty() ? "" : name + ", ",
                  state.isEmpty() ? "in a transaction" : state,
                  since,
                  queryStart.map(s -> ", statement since " + s).orElse(""));
      case AUTOVACUUM -> "autovacuum, process %d%s".formatted(pid, since);
      case WRAPAROUND_VACUUM ->
          "autovacuum against wraparound, process %d%s, which yields to nobody"
              .formatted(pid, since);
      case PREPARED -> "prepared transaction '%s' of %s%s".formatted(name, user, since);
    };
  }
}
