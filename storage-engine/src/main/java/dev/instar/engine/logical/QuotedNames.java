package dev.instar.engine.logical;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A list of names with commas between them; PostgreSQL's {@code SplitIdentifierString}. */
final class QuotedNames {
  private final String text;
  private int position;

  private QuotedNames(String text) {
    this.text = text;
  }

  /**
   * @throws SqlException 42602
   */
  static List<String> split(String text) {
    return new QuotedNames(text).names();
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    skipSpace();
    if (position == text.length()) {
      return names;
    }
    while (true) {
      names.add(name());
      skipSpace();
      if (position == text.length()) {
        return names;
      }
      if (text.charAt(position++) != ',') {
        throw invalid();
      }
      skipSpace();
    }
  }

  private String name() {
    if (position < text.length() && text.charAt(position) == '"') {
      return quoted();
    }
    int start = position;
    while (position < text.length()
        && text.charAt(position) != ','
        && !Character.isWhitespace(text.charAt(position))) {
      position++;
    }
    if (start == position) {
      throw invalid();
    }
    return text.substring(start, position).toLowerCase(Locale.ROOT);
  }

  private String quoted() {
    StringBuilder name = new StringBuilder();
    position++;
    while (true) {
      int quote = text.indexOf('"', position);
      if (quote < 0) {
        throw invalid();
      }
      name.append(text, position, quote);
      position = quote + 1;
      if (position == text.length() || text.charAt(position) != '"') {
        return name.toString();
      }
      name.append('"');
      position++;
    }
  }

  private void skipSpace() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }

  private static SqlException invalid() {
    return new SqlException(SqlState.INVALID_NAME, "invalid publication_names syntax");
  }
}
