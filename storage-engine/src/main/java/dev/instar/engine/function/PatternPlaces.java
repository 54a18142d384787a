package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.util.regex.Matcher;

/** regexp_substr and regexp_instr: which match of a pattern, and which of its groups. */
final class PatternPlaces {
  private PatternPlaces() {}

  static void register(Registry registry) {
    registry.add(
        "regexp_substr",
        (a, c) -> {
          Place place = new Place("regexp_substr", a, 4, 5);
          return place.found ? place.matcher.group(place.group) : null;
        });
    registry.add(
        "regexp_instr",
        (a, c) -> {
          int end = a.length > 4 ? (Integer) a[4] : 0;
          Place place = new Place("regexp_instr", a, 5, 6);
          if (end != 0 && end != 1) {
            throw parameter("endoption", end);
          }
          if (!place.found || place.matcher.start(place.group) < 0) {
            return 0;
          }
          int at = end == 0 ? place.matcher.start(place.group) : place.matcher.end(place.group);
          return Texts.of(a[0]).codePointCount(0, at) + 1;
        });
  }

  private static SqlException parameter(String name, int value) {
    return new SqlException(
        SqlState.INVALID_PARAMETER_VALUE, "invalid value for parameter \"" + name + "\": " + value);
  }

  private static final class Place {
    final Matcher matcher;
    final int group;
    final boolean found;

    Place(String function, Object[] a, int flagsAt, int groupAt) {
      String text = Texts.of(a[0]);
      int start = a.length > 2 ? (Integer) a[2] : 1;
      int occurrence = a.length > 3 ? (Integer) a[3] : 1;
      int wanted = a.length > groupAt ? (Integer) a[groupAt] : 0;
      require("start", start, 1);
      require("n", occurrence, 1);
      require("subexpr", wanted, 0);
      String flags = a.length > flagsAt ? Texts.of(a[flagsAt]) : "";
      if (flags.contains("g")) {
        throw new SqlException(
            SqlState.INVALID_PARAMETER_VALUE,
            function + "() does not support the \"global\" option");
      }
      matcher = PatternFunctions.compiled(Texts.of(a[1]), flags).matcher(text);
      int count = text.codePointCount(0, text.length());
      boolean more = start <= count + 1 && matcher.find(text.offsetByCodePoints(0, start - 1));
      for (int i = 1; more && i < occurrence; i++) {
        more = matcher.find();
      }
      group = wanted;
      found = more && group <= matcher.groupCount();
    }

    private static void require(String name, int value, int least) {
      if (value < least) {
        throw parameter(name, value);
      }
    }
  }
}
