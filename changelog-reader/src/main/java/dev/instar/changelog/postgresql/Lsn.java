package dev.instar.changelog.postgresql;

import dev.instar.changelog.LogPosition;

/**
 * A log sequence number of PostgreSQL: an unsigned 64-bit byte offset into the write-ahead log,
 * written {@code 16/B374D848}.
 *
 * @param value the offset in bytes, unsigned
 */
public record Lsn(long value) implements LogPosition {
  public static final Lsn ZERO = new Lsn(0);

  /**
   * Reads {@code X/Y}, two hexadecimal numbers of up to eight digits.
   *
   * @throws IllegalArgumentException if {@code text} is not that
   */
  public static Lsn parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 1 || slash > 8 || text.length() - slash < 2 || text.length() - slash > 9) {
      throw new IllegalArgumentException("not a log sequence number: " + text);
    }
    long high = Long.parseUnsignedLong(text, 0, slash, 16);
    long low = Long.parseUnsignedLong(text, slash + 1, text.length(), 16);
    return new Lsn(high << 32 | low);
  }

  @Override
  public String text() {
    return Long.toHexString(value >>> 32).toUpperCase(java.util.Locale.ROOT)
        + "/"
        + Long.toHexString(value & 0xFFFF_FFFFL).toUpperCase(java.util.Locale.ROOT);
  }

  @Override
  public int compareTo(LogPosition other) {
    return Long.compareUnsigned(value, ((Lsn) other).value);
  }

  @Override
  public String toString() {
    return text();
  }
}
