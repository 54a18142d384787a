package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.type.Utf8;
import java.util.Locale;
import java.util.Set;

/**
 * How text is ordered and which letters belong together. There is the order of the code points,
 * under several names: {@code C} knows the case of ASCII letters only, the others of all letters.
 */
public enum Collation {
  /** The database's: as PostgreSQL with the locale C.UTF-8. */
  DEFAULT(true),
  C(false);

  private static final Set<String> NAMES_OF_C = Set.of("C", "POSIX", "ucs_basic");
  private static final Set<String> NAMES_OF_DEFAULT =
      Set.of("default", "C.UTF-8", "C.utf8", "pg_c_utf8");

  private final boolean allLetters;

  Collation(boolean allLetters) {
    this.allLetters = allLetters;
  }

  /**
   * @throws SqlException with 0A000 for a linguistic collation, 42704 for what is none
   */
  public static Collation named(String name) {
    if (NAMES_OF_C.contains(name)) {
      return C;
    }
    if (NAMES_OF_DEFAULT.contains(name)) {
      return DEFAULT;
    }
    if (name.endsWith("-x-icu") || name.equals("unicode") || name.matches("[a-z]{2}_[A-Z]{2}.*")) {
      throw SqlException.unsupported("collation \"" + name + "\"");
    }
    throw new SqlException(
        SqlState.UNDEFINED_OBJECT,
        "collation \"" + name + "\" for encoding \"UTF8\" does not exist");
  }

  public int compare(String left, String right) {
    return Utf8.compare(left, right);
  }

  String lower(String text) {
    return map(text, Character::toLowerCase, s -> s.toLowerCase(Locale.ROOT));
  }

  String upper(String text) {
    return map(text, Character::toUpperCase, s -> s.toUpperCase(Locale.ROOT));
  }

  boolean isAlphanumeric(int point) {
    return (point < 0x80 || allLetters) && Character.isLetterOrDigit(point);
  }

  /** Letter by letter: the C library's towupper never makes two letters of one. */
  private String map(
      String text,
      java.util.function.IntUnaryOperator letter,
      java.util.function.UnaryOperator<String> ascii) {
    boolean plain = text.chars().allMatch(c -> c < 0x80);
    if (plain) {
      return ascii.apply(text);
    }
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c < 0x80 || allLetters ? letter.applyAsInt(c) : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }
}
