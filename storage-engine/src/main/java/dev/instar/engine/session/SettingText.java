package dev.instar.engine.session;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values of settings as text: what is written becomes what is kept (a number in its setting's unit,
 * {@code on} or {@code off}, an enumeration's own spelling), and what is kept becomes what SHOW
 * prints. PostgreSQL's manual, section "Parameter Names and Values". Pure.
 */
final class SettingText {
  private static final Pattern NUMBER =
      Pattern.compile(
          "\\s*([+-]?(?:0[xX][0-9a-fA-F]+|\\d*\\.?\\d*(?:[eE][+-]?\\d+)?))\\s*([a-zA-Z]*)\\s*");

  /** Bytes; the largest first, as SHOW looks for one that divides a value. */
  private static final Map<String, Long> SIZES = new LinkedHashMap<>();

  /** Microseconds; likewise. */
  private static final Map<String, Long> TIMES = new LinkedHashMap<>();

  static {
    SIZES.put("TB", 1L << 40);
    SIZES.put("GB", 1L << 30);
    SIZES.put("MB", 1L << 20);
    SIZES.put("kB", 1L << 10);
    SIZES.put("B", 1L);
    TIMES.put("d", 86_400_000_000L);
    TIMES.put("h", 3_600_000_000L);
    TIMES.put("min", 60_000_000L);
    TIMES.put("s", 1_000_000L);
    TIMES.put("ms", 1_000L);
    TIMES.put("us", 1L);
  }

  private SettingText() {}

  /**
   * What is kept of what was written.
   *
   * @throws SqlException with 22023
   */
  static String kept(SettingDefinition setting, String written) {
    return switch (setting.type()) {
      case BOOL -> bool(setting, written);
      case INTEGER -> integer(setting, written);
      case REAL -> real(setting, written);
      case ENUM -> enumerated(setting, written);
      case STRING -> written;
    };
  }

  private static String bool(SettingDefinition setting, String written) {
    String text = written.strip().toLowerCase(Locale.ROOT);
    if (text.equals("1")
        || isPrefix(text, "true", 1)
        || isPrefix(text, "yes", 1)
        || text.equals("on")) {
      return "on";
    }
    if (text.equals("0")
        || isPrefix(text, "false", 1)
        || isPrefix(text, "no", 1)
        || isPrefix(text, "off", 2)) {
      return "off";
    }
    throw new SqlException(
        SqlState.INVALID_PARAMETER_VALUE,
        "parameter \"" + setting.name() + "\" requires a Boolean value");
  }

  private static boolean isPrefix(String text, String word, int atLeast) {
    return text.length() >= atLeast && word.startsWith(text);
  }

  private static String enumerated(SettingDefinition setting, String written) {
    for (String value : setting.values()) {
      if (value.equalsIgnoreCase(written)) {
        return value;
      }
    }
    String alias = alias(setting, written.toLowerCase(Locale.ROOT));
    if (alias != null) {
      return alias;
    }
    throw invalid(setting, written)
        .with(Field.HINT, "Available values: " + String.join(", ", setting.values()) + ".");
  }

  /** Enumerations with on and off take the other words for them too. */
  private static String alias(SettingDefinition setting, String written) {
    if (!setting.values().contains("on") || !setting.values().contains("off")) {
      return null;
    }
    return switch (written) {
      case "true", "yes", "1" -> "on";
      case "false", "no", "0" -> "off";
      default -> null;
    };
  }

  private static String integer(SettingDefinition setting, String written) {
    BigDecimal value = number(setting, written).setScale(0, RoundingMode.HALF_EVEN);
    if (value.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
      throw invalid(setting, written).with(Field.HINT, "Value exceeds integer range.");
    }
    inRange(setting, value, value.toPlainString());
    return value.toPlainString();
  }

  private static String real(SettingDefinition setting, String written) {
    BigDecimal value = number(setting, written);
    String text = value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    inRange(setting, value, text);
    return text;
  }

  private static void inRange(SettingDefinition setting, BigDecimal value, String text) {
    boolean below =
        !setting.minimum().isEmpty() && value.compareTo(new BigDecimal(setting.minimum())) < 0;
    boolean above =
        !setting.maximum().isEmpty() && value.compareTo(new BigDecimal(setting.maximum())) > 0;
    if (below || above) {
      String unit = setting.unit().isEmpty() ? "" : " " + setting.unit();
      throw new SqlException(
          SqlState.INVALID_PARAMETER_VALUE,
          "%s%s is outside the valid range for parameter \"%s\" (%s%s .. %s%s)"
              .formatted(
                  text, unit, setting.name(), setting.minimum(), unit, setting.maximum(), unit));
    }
  }

  private static BigDecimal number(SettingDefinition setting, String written) {
    Matcher parts = NUMBER.matcher(written);
    if (!parts.matches() || parts.group(1).isEmpty()) {
      throw invalid(setting, written);
    }
    BigDecimal value = parsed(setting, written, parts.group(1));
    String unit = parts.group(2);
    if (unit.isEmpty()) {
      return value;
    }
    Map<String, Long> units = SIZES.containsKey(baseUnit(setting)) ? SIZES : TIMES;
    if (setting.unit().isEmpty() || !units.containsKey(unit)) {
      SqlException error = invalid(setting, written);
      if (!setting.unit().isEmpty()) {
        error.with(
            Field.HINT,
            units.equals(SIZES)
                ? "Valid units for this parameter are \"B\", \"kB\", \"MB\", \"GB\", and \"TB\"."
                : "Valid units for this parameter are \"us\", \"ms\", \"s\", \"min\", \"h\", and"
                    + " \"d\".");
      }
      throw error;
    }
    return value
        .multiply(BigDecimal.valueOf(units.get(unit)))
        .divide(BigDecimal.valueOf(scale(setting)), 9, RoundingMode.HALF_EVEN);
  }

  private static BigDecimal parsed(SettingDefinition setting, String written, String digits) {
    try {
      String unsigned = digits.replaceFirst("^[+-]", "");
      if (unsigned.startsWith("0x") || unsigned.startsWith("0X")) {
        BigDecimal value = BigDecimal.valueOf(Long.parseLong(unsigned.substring(2), 16));
        return digits.startsWith("-") ? value.negate() : value;
      }
      return new BigDecimal(digits);
    } catch (NumberFormatException e) {
      throw invalid(setting, written);
    }
  }

  /** {@code 8kB} counts blocks of kB. */
  private static String baseUnit(SettingDefinition setting) {
    return setting.unit().replaceFirst("^\\d+", "");
  }

  /** How many bytes or microseconds the setting's unit is. */
  private static long scale(SettingDefinition setting) {
    String base = baseUnit(setting);
    String count = setting.unit().substring(0, setting.unit().length() - base.length());
    long unit = SIZES.containsKey(base) ? SIZES.get(base) : TIMES.get(base);
    return (count.isEmpty() ? 1 : Long.parseLong(count)) * unit;
  }

  /** As SHOW prints it: with the largest unit that leaves a whole number. */
  static String shown(SettingDefinition setting, String kept) {
    if (setting.unit().isEmpty() || setting.type() != SettingDefinition.Type.INTEGER) {
      return setting.unit().isEmpty() || kept.equals("0") ? kept : kept + setting.unit();
    }
    long value = Long.parseLong(kept);
    if (value <= 0) {
      return kept;
    }
    long scale = scale(setting);
    Map<String, Long> units = SIZES.containsKey(baseUnit(setting)) ? SIZES : TIMES;
    for (Map.Entry<String, Long> unit : units.entrySet()) {
      if (unit.getValue() <= value * scale && value * scale % unit.getValue() == 0) {
        return value * scale / unit.getValue() + unit.getKey();
      }
    }
    return kept + setting.unit();
  }

  static SqlException invalid(SettingDefinition setting, String written) {
    return new SqlException(
        SqlState.INVALID_PARAMETER_VALUE,
        "invalid value for parameter \"" + setting.name() + "\": \"" + written + "\"");
  }
}
