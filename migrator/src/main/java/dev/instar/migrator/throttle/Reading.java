package dev.instar.migrator.throttle;

import java.util.Objects;

/** What reading a {@link Signal} came to. */
public sealed interface Reading {
  /**
   * A number, and how it reads with its unit.
   *
   * @param value in the unit of the signal's limit: seconds, bytes, or a plain count
   */
  record Measured(double value, String text) implements Reading {
    public Measured {
      Objects.requireNonNull(text, "text");
      if (Double.isNaN(value)) {
        throw new IllegalArgumentException("not a number");
      }
    }
  }

  /** Nothing could be read: why, and what would help. Counts as overload. */
  record Unreadable(String why) implements Reading {
    public Unreadable {
      Objects.requireNonNull(why, "why");
    }
  }
}
