package dev.instar.engine.session.copy;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.UtilityOption;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What COPY's options say, checked. Immutable.
 *
 * @param nullText what stands for NULL
 * @param defaultText what stands for a column's default, where there is such a text
 * @param forceQuote columns whose values are always quoted; {@link #ALL} for all, likewise below
 * @param forceNotNull columns where the null text is text
 * @param forceNull columns where the null text is NULL, even quoted
 * @param skipsErrors ON_ERROR ignore
 */
public record CopyOptions(
    Format format,
    char delimiter,
    String nullText,
    Header header,
    char quote,
    char escape,
    Optional<String> defaultText,
    List<String> forceQuote,
    List<String> forceNotNull,
    List<String> forceNull,
    boolean skipsErrors) {
  /** In place of a list of columns. */
  public static final List<String> ALL = List.of("*");

  public CopyOptions {
    forceQuote = List.copyOf(forceQuote);
    forceNotNull = List.copyOf(forceNotNull);
    forceNull = List.copyOf(forceNull);
  }

  /** How rows are written. */
  public enum Format {
    TEXT,
    CSV,
    BINARY
  }

  /** Whether there is a line of names. */
  public enum Header {
    NONE,
    THERE,
    /** It must have the columns' names. */
    MATCH
  }

  /**
   * Reads a statement's options.
   *
   * @param in whether it is COPY FROM
   * @throws SqlException 42601, 22023, 0A000
   */
  public static CopyOptions of(List<UtilityOption> options, boolean in) {
    return new Reader(options, in).read();
  }

  boolean isBinary() {
    return format == Format.BINARY;
  }

  /** Collects options and looks whether they go together. */
  private static final class Reader {
    private final List<UtilityOption> options;
    private final boolean in;
    private Format format = Format.TEXT;
    private String delimiter;
    private String nullText;
    private Header header = Header.NONE;
    private String quote;
    private String escape;
    private Optional<String> defaultText = Optional.empty();
    private List<String> forceQuote = List.of();
    private List<String> forceNotNull = List.of();
    private List<String> forceNull = List.of();
    private boolean skipsErrors;
    private boolean freezes;

    Reader(List<UtilityOption> options, boolean in) {
      this.options = options;
      this.in = in;
    }

    CopyOptions read() {
      Set<String> seen = new HashSet<>();
      for (UtilityOption option : options) {
        if (!seen.add(option.name())) {
          throw syntax("conflicting or redundant options");
        }
        take(option);
      }
      check();
      boolean csv = format == Format.CSV;
      String quoted = quote == null ? "\"" : quote;
      return new CopyOptions(
          format,
          delimiter == null ? (csv ? ',' : '\t') : delimiter.charAt(0),
          nullText == null ? (csv ? "" : "\\N") : nullText,
          header,
          quoted.charAt(0),
          (escape == null ? quoted : escape).charAt(0),
          defaultText,
          forceQuote,
          forceNotNull,
          forceNull,
          skipsErrors);
    }

    private void take(UtilityOption option) {
      switch (option.name()) {
        case "format" -> format = format(text(option));
        case "delimiter" -> delimiter = text(option);
        case "null" -> nullText = text(option);
        case "header" -> header = header(option);
        case "quote" -> quote = text(option);
        case "escape" -> escape = text(option);
        case "default" -> defaultText = Optional.of(text(option));
        case "force_quote" -> forceQuote = option.values();
        case "force_not_null" -> forceNotNull = option.values();
        case "force_null" -> forceNull = option.values();
        case "freeze" -> freezes = option.value().isEmpty() || isTrue(option);
        case "encoding" -> requireUtf8(text(option));
        case "on_error" -> skipsErrors = onError(text(option));
        case "log_verbosity" -> text(option);
        default -> throw syntax("option \"" + option.name() + "\" not recognized");
      }
    }

    private static String text(UtilityOption option) {
      return option.value().orElseThrow(() -> syntax(option.name() + " requires a parameter"));
    }

    private static Format format(String text) {
      return switch (text) {
        case "text" -> Format.TEXT;
        case "csv" -> Format.CSV;
        case "binary" -> Format.BINARY;
        default -> throw invalid("COPY format \"" + text + "\" not recognized");
      };
    }

    private static Header header(UtilityOption option) {
      if (option.value().isEmpty()) {
        return Header.THERE;
      }
      if (option.value().get().equalsIgnoreCase("match")) {
        return Header.MATCH;
      }
      return isTrue(option) ? Header.THERE : Header.NONE;
    }

    private static boolean isTrue(UtilityOption option) {
      return switch (option.value().orElse("").toLowerCase(Locale.ROOT)) {
        case "true", "on", "1" -> true;
        case "false", "off", "0" -> false;
        default ->
            throw syntax(
                option.name()
                    + (option.name().equals("header")
                        ? " requires a Boolean value or \"match\""
                        : " requires a Boolean value"));
      };
    }

    private static void requireUtf8(String encoding) {
      String plain = encoding.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
      if (!plain.equals("utf8") && !plain.equals("unicode")) {
        throw SqlException.unsupported("COPY with encoding " + encoding);
      }
    }

    private boolean onError(String text) {
      if (!in) {
        throw invalid("COPY ON_ERROR cannot be used with COPY TO");
      }
      return switch (text) {
        case "stop" -> false;
        case "ignore" -> true;
        default -> throw invalid("COPY ON_ERROR \"" + text + "\" not recognized");
      };
    }

    private void check() {
      if (format == Format.BINARY) {
        refuseIf(delimiter != null, "cannot specify DELIMITER in BINARY mode");
        refuseIf(nullText != null, "cannot specify NULL in BINARY mode");
        refuseIf(defaultText.isPresent(), "cannot specify DEFAULT in BINARY mode");
        if (header != Header.NONE) {
          throw absent("cannot specify HEADER in BINARY mode");
        }
        refuseIf(skipsErrors, "only ON_ERROR STOP is allowed in BINARY mode");
      }
      single("delimiter", delimiter);
      if (delimiter != null && "\r\n".contains(delimiter)) {
        throw invalid("COPY delimiter cannot be newline or carriage return");
      }
      if (nullText != null && (nullText.contains("\r") || nullText.contains("\n"))) {
        throw invalid("COPY null representation cannot use newline or carriage return");
      }
      if (format == Format.TEXT
          && delimiter != null
          && "\\.abcdefghijklmnopqrstuvwxyz0123456789".contains(delimiter)) {
        throw invalid("COPY delimiter cannot be \"" + delimiter + "\"");
      }
      if (format == Format.CSV) {
        single("quote", quote);
        single("escape", escape);
        String quoted = quote == null ? "\"" : quote;
        if (quoted.equals(delimiter == null ? "," : delimiter)) {
          throw invalid("COPY delimiter and quote must be different");
        }
        if (nullText != null && nullText.contains(quoted)) {
          throw invalid("CSV quote character must not appear in the NULL specification");
        }
      } else {
        requireCsv(quote != null, "QUOTE");
        requireCsv(escape != null, "ESCAPE");
        requireCsv(!forceQuote.isEmpty(), "FORCE_QUOTE");
        requireCsv(!forceNotNull.isEmpty(), "FORCE_NOT_NULL");
        requireCsv(!forceNull.isEmpty(), "FORCE_NULL");
      }
      if (in && !forceQuote.isEmpty()) {
        throw absent("COPY FORCE_QUOTE cannot be used with COPY FROM");
      }
      if (!in) {
        refuseOut(!forceNotNull.isEmpty(), "FORCE_NOT_NULL");
        refuseOut(!forceNull.isEmpty(), "FORCE_NULL");
        refuseOut(freezes, "FREEZE");
        if (defaultText.isPresent()) {
          throw absent("COPY DEFAULT cannot be used with COPY TO");
        }
        if (header == Header.MATCH) {
          throw absent("cannot use \"match\" with HEADER in COPY TO");
        }
      }
      String delimited = delimiter == null ? (format == Format.CSV ? "," : "\t") : delimiter;
      if (nullText != null && nullText.contains(delimited)) {
        throw invalid("COPY delimiter character must not appear in the NULL specification");
      }
    }

    private static void refuseIf(boolean wrong, String message) {
      if (wrong) {
        throw syntax(message);
      }
    }

    private static void refuseOut(boolean wrong, String name) {
      if (wrong) {
        throw invalid("COPY " + name + " cannot be used with COPY TO");
      }
    }

    private static void requireCsv(boolean given, String name) {
      if (given) {
        throw absent("COPY " + name + " requires CSV mode");
      }
    }

    private static void single(String name, String text) {
      if (text != null && (text.length() != 1 || text.charAt(0) > 127)) {
        throw new SqlException(
            SqlState.FEATURE_NOT_SUPPORTED,
            "COPY " + name + " must be a single one-byte character");
      }
    }

    private static SqlException syntax(String message) {
      return new SqlException(SqlState.SYNTAX_ERROR, message);
    }

    private static SqlException absent(String message) {
      return new SqlException(SqlState.FEATURE_NOT_SUPPORTED, message);
    }

    private static SqlException invalid(String message) {
      return new SqlException(SqlState.INVALID_PARAMETER_VALUE, message);
    }
  }
}
