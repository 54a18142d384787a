package dev.instar.engine.session;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** {@code search_path}: names with commas between them, quoted or folded. Pure. */
final class SearchPath {
  private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_$]*");

  private SearchPath() {}

  /** A name as it stands in a list: quoted where it would be folded or read as something else. */
  static String quoted(String name) {
    return PLAIN.matcher(name).matches() ? name : '"' + name.replace("\"", "\"\"") + '"';
  }

  /**
   * The names of a list.
   *
   * @throws SqlException with 22023
   */
  static List<String> names(String list) {
    List<String> names = new ArrayList<>();
    int at = skipSpace(list, 0);
    if (at == list.length()) {
      return names;
    }
    while (true) {
      StringBuilder name = new StringBuilder();
      if (at < list.length() && list.charAt(at) == '"') {
        at = readQuoted(list, at + 1, name);
      } else {
        int start = at;
        while (at < list.length()
            && list.charAt(at) != ','
            && !Character.isWhitespace(list.charAt(at))) {
          at++;
        }
        if (at == start) {
          throw invalid(list);
        }
        name.append(list.substring(start, at).toLowerCase(Locale.ROOT));
      }
      names.add(name.toString());
      at = skipSpace(list, at);
      if (at == list.length()) {
        return names;
      }
      if (list.charAt(at) != ',') {
        throw invalid(list);
      }
      at = skipSpace(list, at + 1);
    }
  }

  private static int readQuoted(String list, int start, StringBuilder name) {
    int at = start;
    while (at < list.length()) {
      char c = list.charAt(at++);
      if (c != '"') {
        name.append(c);
      } else if (at < list.length() && list.charAt(at) == '"') {
        name.append('"');
        at++;
      } else {
        return at;
      }
    }
    throw invalid(list);
  }

  private static int skipSpace(String list, int start) {
    int at = start;
    while (at < list.length() && Character.isWhitespace(list.charAt(at))) {
      at++;
    }
    return at;
  }

  private static SqlException invalid(String list) {
    return new SqlException(
            SqlState.INVALID_PARAMETER_VALUE,
            "invalid value for parameter \"search_path\": \"" + list + "\"")
        .with(SqlException.Field.DETAIL, "List syntax is invalid.");
  }
}
