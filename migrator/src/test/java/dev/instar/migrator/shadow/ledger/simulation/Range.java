package dev.instar.migrator.shadow.ledger.simulation;

import dev.instar.changelog.Key;
import dev.instar.migrator.shadow.ledger.KeyRange;
import java.util.Optional;
import java.util.stream.IntStream;

/** A range (lower, upper] of the model's keys, which are small numbers. */
record Range(int lower, int upper) {
  static final int LOWEST = -1;
  static final int HIGHEST = Integer.MAX_VALUE;

  private static final Key[] KEYS =
      IntStream.range(0, 32).mapToObj(n -> Key.of(Integer.toString(n))).toArray(Key[]::new);

  boolean contains(int key) {
    return lower < key && key <= upper;
  }

  KeyRange toKeyRange() {
    return new KeyRange(
        lower == LOWEST ? Optional.empty() : Optional.of(key(lower)),
        upper == HIGHEST ? Optional.empty() : Optional.of(key(upper)));
  }

  static Range of(KeyRange range) {
    return new Range(
        range.lower().map(Range::number).orElse(LOWEST),
        range.upper().map(Range::number).orElse(HIGHEST));
  }

  static Key key(int number) {
    return number < KEYS.length ? KEYS[number] : Key.of(Integer.toString(number));
  }

  static int number(Key key) {
    return Integer.parseInt(key.values().getFirst());
  }
}
