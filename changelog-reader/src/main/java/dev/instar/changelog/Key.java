package dev.instar.changelog;

import java.util.List;

/**
 * The value of a table's key in one row: one text per key column, in the key's column order,
 * exactly as the server printed it under the pinned session settings. None is null: a key is NOT
 * NULL.
 *
 * <p>Two keys that are equal here are equal on the server. The reverse need not hold where the
 * server's equality is coarser than that of the bytes (a case-insensitive collation).
 */
public record Key(List<String> values) {
  public Key {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("a key has at least one column");
    }
  }

  public static Key of(String... values) {
    return new Key(List.of(values));
  }
}
