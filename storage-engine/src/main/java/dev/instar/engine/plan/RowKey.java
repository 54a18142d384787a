package dev.instar.engine.plan;

import java.util.Arrays;

/** Several values, compared by Java's equality: a key of a hash table. Null equals null. */
final class RowKey {
  private final Object[] values;
  private final int hash;

  /**
   * @param values not changed afterwards
   */
  RowKey(Object... values) {
    this.values = values;
    this.hash = Arrays.hashCode(values);
  }

  boolean hasNull() {
    for (Object value : values) {
      if (value == null) {
        return true;
      }
    }
    return false;
  }

  /** Whether they differ nowhere but where one of them is null; both have as many values. */
  boolean mayEqual(RowKey other) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null && other.values[i] != null && !values[i].equals(other.values[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowKey key && hash == key.hash && Arrays.equals(values, key.values);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
