package dev.instar.engine.type;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Time zones by name, as the time zone database and PostgreSQL's default list of abbreviations have
 * them; names are found in any case.
 */
public final class TimeZones {
  /** Hours and minutes east of Greenwich; of the list {@code Default} the ones in wide use. */
  private static final Map<String, String> ABBREVIATIONS =
      Map.ofEntries(
          Map.entry("utc", "Z"),
          Map.entry("gmt", "Z"),
          Map.entry("z", "Z"),
          Map.entry("zulu", "Z"),
          Map.entry("ut", "Z"),
          Map.entry("wet", "Z"),
          Map.entry("west", "+01:00"),
          Map.entry("bst", "+01:00"),
          Map.entry("cet", "+01:00"),
          Map.entry("met", "+01:00"),
          Map.entry("mez", "+01:00"),
          Map.entry("cest", "+02:00"),
          Map.entry("mesz", "+02:00"),
          Map.entry("eet", "+02:00"),
          Map.entry("eest", "+03:00"),
          Map.entry("msk", "+03:00"),
          Map.entry("pkt", "+05:00"),
          Map.entry("hkt", "+08:00"),
          Map.entry("jst", "+09:00"),
          Map.entry("kst", "+09:00"),
          Map.entry("nzst", "+12:00"),
          Map.entry("nzdt", "+13:00"),
          Map.entry("ast", "-04:00"),
          Map.entry("adt", "-03:00"),
          Map.entry("est", "-05:00"),
          Map.entry("edt", "-04:00"),
          Map.entry("cst", "-06:00"),
          Map.entry("cdt", "-05:00"),
          Map.entry("mst", "-07:00"),
          Map.entry("mdt", "-06:00"),
          Map.entry("pst", "-08:00"),
          Map.entry("pdt", "-07:00"),
          Map.entry("akst", "-09:00"),
          Map.entry("akdt", "-08:00"),
          Map.entry("hst", "-10:00"));

  private static final Map<String, String> NAMES = names();

  /** {@code UTC+3}, {@code +05:30}, {@code -8}: POSIX, where positive is west of Greenwich. */
  private static final Pattern POSIX =
      Pattern.compile("[A-Za-z]*([+-]?)(\\d{1,3})(?::(\\d{2}))?(?::(\\d{2}))?");

  private TimeZones() {}

  private static Map<String, String> names() {
    Map<String, String> names = new HashMap<>();
    for (String id : ZoneId.getAvailableZoneIds()) {
      if (!id.startsWith("SystemV/")) {
        names.put(id.toLowerCase(Locale.ROOT), id);
      }
    }
    return Map.copyOf(names);
  }

  /** An abbreviation's offset, or a zone by its full name. */
  public static Optional<ZoneId> named(String name) {
    String folded = name.toLowerCase(Locale.ROOT);
    String offset = ABBREVIATIONS.get(folded);
    if (offset != null) {
      return Optional.of(ZoneOffset.of(offset));
    }
    return Optional.ofNullable(NAMES.get(folded)).map(ZoneId::of);
  }

  /**
   * What {@code AT TIME ZONE 'text'} and {@code SET TIME ZONE 'text'} mean.
   *
   * @throws SqlException with 22023
   */
  public static ZoneId of(String text) {
    return named(text)
        .or(() -> posix(text))
        .orElseThrow(
            () ->
                new SqlException(
                    SqlState.INVALID_PARAMETER_VALUE, "time zone \"" + text + "\" not recognized"));
  }

  private static Optional<ZoneId> posix(String text) {
    Matcher parts = POSIX.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    int seconds =
        Integer.parseInt(parts.group(2)) * 3600
            + number(parts.group(3)) * 60
            + number(parts.group(4));
    try {
      return Optional.of(
          ZoneOffset.ofTotalSeconds(parts.group(1).equals("-") ? seconds : -seconds));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int number(String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
