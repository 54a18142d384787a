package dev.instar.engine.wal;

import java.util.Locale;

/**
 * A log sequence number: the position of a byte in the log. Written {@code 16/B374D848}, as
 * PostgreSQL's type {@code pg_lsn}.
 *
 * @param value in bytes, unsigned
 */
public record Lsn(long value) implements Comparable<Lsn> {
  public static final Lsn ZERO = new Lsn(0);

  /**
   * Reads {@code X/Y}, two hexadecimal numbers of up to eight digits.
   *
   * @throws IllegalArgumentException if {@code text} is not that
   */
  public static Lsn parse(String text) {
    int slash = text.indexOf('/');
    int low = text.length() - slash - 1;
    if (slash < 1 || slash > 8 || low < 1 || low > 8) {
      throw new IllegalArgumentException("not a log sequence number: " + text);
    }
    return new Lsn(
        Long.parseUnsignedLong(text, 0, slash, 16) << 32
            | Long.parseUnsignedLong(text, slash + 1, text.length(), 16));
  }

  @Override
  public int compareTo(Lsn other) {
    return Long.compareUnsigned(value, other.value);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%X/%X", value >>> 32, value & 0xFFFF_FFFFL);
  }
}
