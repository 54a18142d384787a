package dev.instar.migrator.twin;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;

/**
 * A type of key column, with values that are hard on whoever compares, orders or carries keys:
 * extremes, negative numbers, letters that a collation orders otherwise than their code points,
 * quotes, braces, empty strings, infinite times.
 */
public enum KeyType {
  INTEGER("integer") {
    @Override
    public String value(long number) {
      return switch ((int) number) {
        case 0 -> "0";
        case 1 -> Integer.toString(Integer.MIN_VALUE);
        case 2 -> Integer.toString(Integer.MAX_VALUE);
        default -> Integer.toString((int) (number * 0x9E3779B1L));
      };
    }
  },
  BIGINT("bigint") {
    @Override
    public String value(long number) {
      return switch ((int) number) {
        case 0 -> "0";
        case 1 -> Long.toString(Long.MIN_VALUE);
        case 2 -> Long.toString(Long.MAX_VALUE);
        default -> Long.toString(scramble(number));
      };
    }
  },
  UUID_KEY("uuid") {
    @Override
    public String value(long number) {
      return new UUID(scramble(number), scramble(~number)).toString();
    }
  },
  TEXT_C("text COLLATE \"C\"") {
    @Override
    public String value(long number) {
      return text(number);
    }
  },
  TEXT_ICU("text COLLATE \"en-x-icu\"") {
    @Override
    public String value(long number) {
      return text(number);
    }
  },
  TIMESTAMPTZ("timestamp with time zone") {
    @Override
    public String value(long number) {
      if (number <= 1) {
        return number == 0 ? "-infinity" : "infinity";
      }
      // An odd factor makes a permutation of 2^51 microseconds, about 71 years around 2000.
      long micros = (number * 0x9E3779B97F4A7C15L) << 13 >> 13;
      return Instant.parse("2000-01-01T00:00:00Z").plus(micros, ChronoUnit.MICROS).toString();
    }
  };

  private static final String[] WORDS = {
    "", "a", "A", "ä", "Z", "zz", "ß", "é", "e\u0301", "O'Brien", "a,b", "{x}", "\"q\"", "back\\",
    "tab\t", "日本", "🙂", "NULL", " lead", "-", "%", "_", "\n", "ﬁ", "İ", "ı"
  };

  private final String declaration;

  KeyType(String declaration) {
    this.declaration = declaration;
  }

  /** The type, with its collation, as a column definition has it. */
  public String declaration() {
    return declaration;
  }

  /** The type alone. */
  public String sqlType() {
    int collation = declaration.indexOf(" COLLATE");
    return collation < 0 ? declaration : declaration.substring(0, collation);
  }

  /**
   * A value in the server's text form, another one for each number.
   *
   * @param number from 0 to a few million
   */
  public abstract String value(long number);

  /** A permutation of the longs that puts neighbours far apart. */
  private static long scramble(long number) {
    long mixed = number * 0x9E3779B97F4A7C15L;
    return mixed ^ (mixed >>> 32);
  }

  private static String text(long number) {
    if (number == 0) {
      return "";
    }
    String word = WORDS[(int) Math.floorMod(scramble(number), (long) WORDS.length)];
    String suffix = Long.toString(number, 36);
    // No word has a bar in it, so the suffix tells two values apart.
    return word + "|" + (number % 3 == 0 ? suffix.toUpperCase(Locale.ROOT) : suffix);
  }
}
