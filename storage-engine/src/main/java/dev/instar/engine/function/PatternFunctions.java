package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.type.ArrayValue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** LIKE, SIMILAR TO and regular expressions. PostgreSQL's manual, section 9.7. */
final class PatternFunctions {
  private static final int CACHED = 64;

  /** Compiling is dear, and patterns are few: the last ones of each thread. */
  private static final ThreadLocal<Map<List<String>, Pattern>> CACHE =
      ThreadLocal.withInitial(
          () ->
              new LinkedHashMap<>(CACHED, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<List<String>, Pattern> eldest) {
                  return size() > CACHED;
                }
              });

  private PatternFunctions() {}

  static Pattern compiled(String pattern, String flags) {
    return CACHE
        .get()
        .computeIfAbsent(
            List.of(pattern, flags), key -> RegularExpression.compile(key.get(0), key.get(1)));
  }

  static void register(Registry registry) {
    for (boolean fold : new boolean[] {false, true}) {
      String name = fold ? "texticlike" : "textlike";
      String not = fold ? "texticnlike" : "textnlike";
      registry.add(
          name, (a, c) -> LikePattern.matches(text(a, 0), text(a, 1), fold, c.collation()));
      registry.add(
          not, (a, c) -> !LikePattern.matches(text(a, 0), text(a, 1), fold, c.collation()));
      String regex = fold ? "texticregexeq" : "textregexeq";
      String notRegex = fold ? "texticregexne" : "textregexne";
      String flags = fold ? "i" : "";
      registry.add(regex, (a, c) -> compiled(text(a, 1), flags).matcher(text(a, 0)).find());
      registry.add(notRegex, (a, c) -> !compiled(text(a, 1), flags).matcher(text(a, 0)).find());
    }
    registry.add("like_escape", (a, c) -> LikePattern.withEscape(text(a, 0), text(a, 1)));
    registry.add(
        "similar_to_escape_1", (a, c) -> SimilarPattern.toRegularExpression(text(a, 0), "\\"));
    registry.add(
        "similar_to_escape_2",
        (a, c) -> SimilarPattern.toRegularExpression(text(a, 0), text(a, 1)));
    registry.add("textregexsubstr", (a, c) -> substring(text(a, 0), compiled(text(a, 1), "")));
    replacing(registry);
    matching(registry);
    PatternPlaces.register(registry);
  }

  private static String text(Object[] a, int index) {
    return Texts.of(a[index]);
  }

  private static String flags(Object[] a, int index) {
    return a.length > index ? text(a, index) : "";
  }

  private static String substring(String text, Pattern pattern) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      return null;
    }
    return matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
  }

  private static void replacing(Registry registry) {
    registry.add(
        "textregexreplace_noopt",
        (a, c) -> replace(text(a, 0), compiled(text(a, 1), ""), text(a, 2), 0, 1));
    registry.add(
        "textregexreplace",
        (a, c) -> {
          String flags = text(a, 3);
          if (!flags.isEmpty() && Character.isDigit(flags.charAt(0))) {
            throw new SqlException(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "invalid regular expression option: \"" + flags.charAt(0) + "\"")
                .with(
                    SqlException.Field.HINT,
                    "If you meant to use regexp_replace() with a start parameter, cast the fourth"
                        + " argument to integer explicitly.");
          }
          int occurrence = flags.contains("g") ? 0 : 1;
          return replace(text(a, 0), compiled(text(a, 1), flags), text(a, 2), 0, occurrence);
        });
    registry.add(
        "textregexreplace_extended",
        (a, c) -> {
          int start = start(a, 3);
          int occurrence = a.length > 4 ? (Integer) a[4] : 1;
          if (occurrence < 0) {
            throw parameter("n", occurrence);
          }
          String flags = flags(a, 5);
          return replace(
              text(a, 0),
              compiled(text(a, 1), flags),
              text(a, 2),
              offset(text(a, 0), start),
              occurrence);
        });
  }

  private static SqlException parameter(String name, int value) {
    return new SqlException(
        SqlState.INVALID_PARAMETER_VALUE, "invalid value for parameter \"" + name + "\": " + value);
  }

  private static int start(Object[] a, int index) {
    int start = a.length > index ? (Integer) a[index] : 1;
    if (start <= 0) {
      throw parameter("start", start);
    }
    return start;
  }

  private static int offset(String text, int start) {
    int count = text.codePointCount(0, text.length());
    return text.offsetByCodePoints(0, Math.min(start - 1, count));
  }

  /**
   * @param occurrence which match is replaced, from 1; 0 for all
   */
  private static String replace(
      String text, Pattern pattern, String with, int from, int occurrence) {
    Matcher matcher = pattern.matcher(text);
    StringBuilder out = new StringBuilder();
    int copied = 0;
    int found = 0;
    boolean more = matcher.find(from);
    while (more) {
      found++;
      if (occurrence == 0 || found == occurrence) {
        out.append(text, copied, matcher.start());
        expand(out, with, matcher);
        copied = matcher.end();
        if (occurrence != 0) {
          break;
        }
      }
      more = matcher.find();
    }
    return out.append(text, copied, text.length()).toString();
  }

  /** {@code \1} to {@code \9}, {@code \&} and {@code \\}. */
  private static void expand(StringBuilder out, String with, Matcher matcher) {
    for (int i = 0; i < with.length(); i++) {
      char c = with.charAt(i);
      if (c != '\\' || i + 1 == with.length()) {
        out.append(c);
        continue;
      }
      char next = with.charAt(++i);
      if (next >= '1' && next <= '9') {
        int group = next - '0';
        if (group <= matcher.groupCount() && matcher.group(group) != null) {
          out.append(matcher.group(group));
        }
      } else if (next == '&') {
        out.append(matcher.group());
      } else if (next == '\\') {
        out.append('\\');
      } else {
        out.append('\\').append(next);
      }
    }
  }

  private static void matching(Registry registry) {
    registry.add(
        "regexp_match",
        (a, c) -> {
          if (flags(a, 2).contains("g")) {
            throw new SqlException(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "regexp_match() does not support the \"global\" option")
                .with(SqlException.Field.HINT, "Use the regexp_matches function instead.");
          }
          Matcher matcher = compiled(text(a, 1), flags(a, 2)).matcher(text(a, 0));
          return matcher.find() ? groups(matcher) : null;
        });
    registry.add(
        "regexp_matches",
        (a, c) -> {
          Matcher matcher = compiled(text(a, 1), flags(a, 2)).matcher(text(a, 0));
          List<Object> all = new ArrayList<>();
          boolean global = flags(a, 2).contains("g");
          while (matcher.find()) {
            all.add(groups(matcher));
            if (!global) {
              break;
            }
          }
          return all.iterator();
        });
    registry.add(
        "regexp_count",
        (a, c) -> {
          Matcher matcher = compiled(text(a, 1), flags(a, 3)).matcher(text(a, 0));
          int count = 0;
          boolean more = matcher.find(offset(text(a, 0), start(a, 2)));
          while (more) {
            count++;
            more = matcher.find();
          }
          return count;
        });
    registry.add(
        "regexp_like", (a, c) -> compiled(text(a, 1), flags(a, 2)).matcher(text(a, 0)).find());
    registry.add("regexp_split_to_array", (a, c) -> ArrayValue.of(split(a)));
    registry.add("regexp_split_to_table", (a, c) -> iterator(split(a)));
  }

  private static Iterator<?> iterator(List<?> list) {
    return list.iterator();
  }

  private static ArrayValue groups(Matcher matcher) {
    if (matcher.groupCount() == 0) {
      return ArrayValue.of((Object) matcher.group());
    }
    Object[] groups = new Object[matcher.groupCount()];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = matcher.group(i + 1);
    }
    return ArrayValue.of(groups);
  }

  /** Matches of no length at the beginning, at the end and right behind another do not split. */
  private static List<String> split(Object[] a) {
    String text = text(a, 0);
    Matcher matcher = compiled(text(a, 1), flags(a, 2)).matcher(text);
    List<String> parts = new ArrayList<>();
    int from = 0;
    while (matcher.find()) {
      boolean empty = matcher.start() == matcher.end();
      if (empty && (matcher.start() == from || matcher.start() == text.length())) {
        continue;
      }
      parts.add(text.substring(from, matcher.start()));
      from = matcher.end();
    }
    parts.add(text.substring(from));
    return parts;
  }
}
