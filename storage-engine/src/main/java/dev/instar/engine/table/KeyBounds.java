package dev.instar.engine.table;

import java.util.Arrays;
import java.util.Optional;

/**
 * The keys between two, both included but for one that may be left out at the upper end.
 *
 * @param low null for no bound
 * @param high null for no bound
 * @param excluded a key that is not part of it; null for none
 */
@SuppressWarnings("ArrayRecordComponent") // Made, used once, never compared.
record KeyBounds(byte[] low, byte[] high, byte[] excluded) {
  Optional<byte[]> from() {
    return Optional.ofNullable(low);
  }

  Optional<byte[]> to() {
    return Optional.ofNullable(high);
  }

  boolean contains(byte[] key) {
    return (low == null || Arrays.compareUnsigned(key, low) >= 0)
        && (high == null || Arrays.compareUnsigned(key, high) <= 0)
        && !isExcluded(key);
  }

  boolean isExcluded(byte[] key) {
    return excluded != null && Arrays.equals(key, excluded);
  }
}
