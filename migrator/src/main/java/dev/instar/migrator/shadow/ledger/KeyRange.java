package dev.instar.migrator.shadow.ledger;

import dev.instar.changelog.Key;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/**
 * The keys in (lower, upper]; an empty bound is the end of the line.
 *
 * @param lower the bound that does not belong to the range; empty for −∞
 * @param upper the bound that belongs to the range; empty for +∞
 */
public record KeyRange(Optional<Key> lower, Optional<Key> upper) {
  /** From −∞ to +∞. */
  public static final KeyRange ALL = new KeyRange(Optional.empty(), Optional.empty());

  public KeyRange {
    Objects.requireNonNull(lower, "lower");
    Objects.requireNonNull(upper, "upper");
  }

  /** (lower, upper]. */
  public static KeyRange between(Key lower, Key upper) {
    return new KeyRange(Optional.of(lower), Optional.of(upper));
  }

  /** (−∞, upper]. */
  public static KeyRange upTo(Key upper) {
    return new KeyRange(Optional.empty(), Optional.of(upper));
  }

  /** (lower, +∞). */
  public static KeyRange above(Key lower) {
    return new KeyRange(Optional.of(lower), Optional.empty());
  }

  /** Whether the range begins at −∞. */
  public boolean isFirst() {
    return lower.isEmpty();
  }

  /** Whether the range goes on to +∞. */
  public boolean isLast() {
    return upper.isEmpty();
  }

  /** Whether {@code key} lies in the range, in the given order. */
  public boolean contains(Key key, Comparator<Key> order) {
    return (isFirst() || order.compare(lower.get(), key) < 0)
        && (isLast() || order.compare(key, upper.get()) <= 0);
  }

  /** Whether some key could lie in both ranges. */
  boolean overlaps(KeyRange other, Comparator<Key> order) {
    return beginsBelowEndOf(other, order) && other.beginsBelowEndOf(this, order);
  }

  /** Whether there can be a key in it: its lower bound is below its upper one. */
  boolean isProper(Comparator<Key> order) {
    return beginsBelowEndOf(this, order);
  }

  private boolean beginsBelowEndOf(KeyRange other, Comparator<Key> order) {
    return isFirst() || other.isLast() || order.compare(lower.get(), other.upper.get()) < 0;
  }

  @Override
  public String toString() {
    return "("
        + lower.map(key -> key.values().toString()).orElse("-inf")
        + ", "
        + upper.map(key -> key.values() + "]").orElse("+inf)");
  }
}
