package dev.instar.engine.session;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.type.TimeZones;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What is said of single settings beyond their type: the values they take. Pure. */
final class SettingRules {
  private static final Set<String> UTF8 = Set.of("utf8", "unicode");

  /** The settings whose value is a list of names. */
  private static final Set<String> NAME_LISTS =
      Set.of("search_path", "temp_tablespaces", "createrole_self_grant");

  private static final Set<String> WORD_LISTS = Set.of("DateStyle");

  private static final Pattern HOURS = Pattern.compile("[+-]?\\d+(\\.\\d+)?");

  private SettingRules() {}

  /**
   * What SET's list of values is as one text.
   *
   * @throws SqlException with 22023 if the setting takes one only
   */
  static String joined(String name, List<String> values) {
    if (NAME_LISTS.contains(name)) {
      return String.join(", ", values.stream().map(SearchPath::quoted).toList());
    }
    if (values.size() > 1 && !WORD_LISTS.contains(name)) {
      throw new SqlException(
          SqlState.INVALID_PARAMETER_VALUE, "SET " + name + " takes only one argument");
    }
    return String.join(", ", values);
  }

  /**
   * What is kept of a value of the right type.
   *
   * @param before what the setting is now
   * @throws SqlException with 22023 if it is none of this setting's, 0A000 if it is PostgreSQL's
   *     and not the engine's
   */
  static String checked(SettingDefinition setting, String value, String before) {
    return switch (setting.name()) {
      case "TimeZone" -> timeZone(setting, value);
      case "DateStyle" -> dateStyle(setting, value, before);
      case "client_encoding" -> encoding(setting, value);
      case "search_path" -> {
        SearchPath.names(value);
        yield value;
      }
      case "session_replication_role" -> {
        if (value.equals("replica")) {
          throw SqlException.unsupported("session_replication_role = replica");
        }
        yield value;
      }
      default -> {
        if (setting.effect() == SettingDefinition.Effect.ONLY_INITIAL
            && !value.equalsIgnoreCase(setting.initial())
            && !sameLocale(setting, value)) {
          throw SqlException.unsupported("%s = %s".formatted(setting.name(), value));
        }
        yield value;
      }
    };
  }

  /** Messages, numbers and dates look the same in all of these. */
  private static boolean sameLocale(SettingDefinition setting, String value) {
    return setting.name().startsWith("lc_")
        && Set.of("", "c", "posix", "c.utf-8", "c.utf8", "en_us.utf-8", "en_us.utf8")
            .contains(value.toLowerCase(Locale.ROOT));
  }

  /** Kept as the time zone database spells it; a number as PostgreSQL prints that. */
  private static String timeZone(SettingDefinition setting, String value) {
    if (value.startsWith("INTERVAL ")) {
      throw SqlException.unsupported("SET TIME ZONE INTERVAL");
    }
    String zone = HOURS.matcher(value).matches() ? hoursEast(value) : value;
    try {
      zone(zone);
    } catch (SqlException e) {
      throw SettingText.invalid(setting, value);
    }
    return ZoneId.getAvailableZoneIds().stream()
        .filter(id -> id.equalsIgnoreCase(zone))
        .findFirst()
        .orElse(zone);
  }

  /** A bare number is hours east of Greenwich, and is written as POSIX does: {@code <+05>-05}. */
  private static String hoursEast(String number) {
    long minutes = Math.round(Double.parseDouble(number) * 60);
    String clock =
        "%02d".formatted(Math.abs(minutes) / 60)
            + (minutes % 60 == 0 ? "" : ":%02d".formatted(Math.abs(minutes) % 60));
    return minutes < 0 ? "<-" + clock + ">+" + clock : "<+" + clock + ">-" + clock;
  }

  /** The zone that a kept value means. */
  static ZoneId zone(String kept) {
    return TimeZones.of(kept.startsWith("<") ? kept.substring(kept.indexOf('>') + 1) : kept);
  }

  private static String dateStyle(SettingDefinition setting, String value, String before) {
    String order = null;
    String style = null;
    for (String part : value.split(",", -1)) {
      String word = part.strip().toLowerCase(Locale.ROOT);
      switch (word) {
        case "iso" -> style = "ISO";
        case "ymd" -> order = "YMD";
        case "mdy", "us", "noneuro", "noneuropean" -> order = "MDY";
        case "dmy", "euro", "european" -> order = "DMY";
        case "default" -> {
          style = "ISO";
          order = "MDY";
        }
        case "sql", "postgres", "german" -> throw SqlException.unsupported("DateStyle " + part);
        default -> throw SettingText.invalid(setting, value);
      }
    }
    if (style == null && order == null) {
      throw SettingText.invalid(setting, value);
    }
    return "ISO, " + (order == null ? fieldOrder(before) : order);
  }

  /** The second half of a DateStyle. */
  static String fieldOrder(String dateStyle) {
    return dateStyle.substring(dateStyle.indexOf(' ') + 1);
  }

  private static String encoding(SettingDefinition setting, String value) {
    String plain = value.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    if (UTF8.contains(plain)) {
      return "UTF8";
    }
    if (Set.of(
            "sqlascii",
            "latin1",
            "iso88591",
            "win1252",
            "euccn",
            "eucjp",
            "sjis",
            "gbk",
            "koi8r",
            "win1251")
        .contains(plain)) {
      throw SqlException.unsupported("client_encoding " + value);
    }
    throw SettingText.invalid(setting, value);
  }
}
