package dev.instar.migrator.schema;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/** How fast a server was seen to do what a migration makes it do. Immutable. */
public record Speeds(Map<Kind, Speed> seen) {
  /** Nothing was seen yet. */
  public static final Speeds NONE = new Speeds(Map.of());

  public Speeds {
    seen = Map.copyOf(seen);
  }

  /** The kinds of work whose speed can be seen: those that steps of large tables do. */
  public enum Kind {
    /** Reading a table and evaluating a condition, in bytes. */
    SCAN,
    /** Building one index while writers go on, both readings of the table together, in rows. */
    ONLINE_INDEX_BUILD,
    /** The shadow's copy, its indexes and its verification, in rows. */
    COPY,
    /** Writing rows in place, batch by batch, in rows. */
    BACKFILL
  }

  /**
   * What was seen.
   *
   * @param perSecond bytes or rows, as the kind says
   * @param on the day on which it was seen last, in UTC
   */
  public record Speed(long perSecond, LocalDate on) {
    public Speed {
      if (perSecond <= 0) {
        throw new IllegalArgumentException("no speed: " + perSecond);
      }
    }
  }

  /** Empty where it was not seen. */
  public Optional<Speed> of(Kind kind) {
    return Optional.ofNullable(seen.get(kind));
  }
}
