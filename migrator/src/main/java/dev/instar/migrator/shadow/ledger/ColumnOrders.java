package dev.instar.migrator.shadow.ledger;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How PostgreSQL orders the texts of one column, for the types where that can be told from the text
 * alone, printed under the sessions' pinned settings (DateStyle ISO, bytea as hex).
 */
final class ColumnOrders {
  /** Collations that compare bytes. {@code C.UTF-8} of libc is not among them: libcs differ. */
  private static final Set<String> BYTEWISE = Set.of("C", "POSIX", "ucs_basic", "pg_c_utf8");

  private ColumnOrders() {}

  /** The order of a type as {@code format_type} prints it, or empty. */
  static Optional<Comparator<String>> of(String type, String collation) {
    int open = type.indexOf('(');
    int close = type.indexOf(')');
    boolean modified = open >= 0 && close > open;
    String base =
        (modified ? type.substring(0, open) + type.substring(close + 1) : type)
            .strip()
            .toLowerCase(Locale.ROOT);
    return switch (base) {
      case "smallint", "integer", "bigint", "oid" ->
          Optional.of(Comparator.comparingLong(Long::parseLong));
      // Without a scale, one value has many texts, and the server takes them for the same key.
      case "numeric" -> modified ? Optional.of(ColumnOrders::compareNumeric) : Optional.empty();
      case "boolean" -> Optional.of(Comparator.comparing(ColumnOrders::truth));
      // Fixed-width hexadecimal in lower case: the order of bytes is the order of the text.
      case "uuid", "bytea" -> Optional.of(Comparator.naturalOrder());
      case "text", "character varying", "name" ->
          BYTEWISE.contains(collation)
              ? Optional.of(ColumnOrders::compareCodePoints)
              : Optional.empty();
      // Trailing blanks do not count.
      case "character" ->
          BYTEWISE.contains(collation)
              ? Optional.of(
                  Comparator.comparing(ColumnOrders::trimmed, ColumnOrders::compareCodePoints))
              : Optional.empty();
      case "date" -> Optional.of(Comparator.comparing(Instants::date));
      case "timestamp without time zone", "timestamp with time zone" ->
          Optional.of(Comparator.comparing(Instants::timestamp));
      // HH:MM:SS[.ffffff], 24:00:00 at the end; a prefix sorts before what it begins.
      case "time without time zone" -> Optional.of(Comparator.naturalOrder());
      default -> Optional.empty();
    };
  }

  /** NaN is above every number and equal to itself. */
  private static int compareNumeric(String left, String right) {
    boolean leftNan = left.equals("NaN");
    boolean rightNan = right.equals("NaN");
    return leftNan || rightNan
        ? Boolean.compare(leftNan, rightNan)
        : new BigDecimal(left).compareTo(new BigDecimal(right));
  }

  private static boolean truth(String text) {
    return switch (text) {
      case "t", "true" -> true;
      case "f", "false" -> false;
      default -> throw new IllegalArgumentException("not a boolean: " + text);
    };
  }

  private static String trimmed(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    return text.substring(0, end);
  }

  /**
   * The order of UTF-8 bytes, which is that of code points, and not that of Java's UTF-16 chars.
   */
  static int compareCodePoints(String left, String right) {
    int common = Math.min(left.length(), right.length());
    for (int i = 0; i < common; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        boolean aHigh = Character.isSurrogate(a);
        boolean bHigh = Character.isSurrogate(b);
        // Surrogates stand for code points above all others.
        return aHigh == bHigh ? Character.compare(a, b) : Boolean.compare(aHigh, bHigh);
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
