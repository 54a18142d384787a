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

  @Override
  public boolean equals(Object other) {
    return other instanceof RowKey key && hash == key.hash && Arrays.equals(values, key.values);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
