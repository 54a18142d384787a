package dev.instar.engine.wire;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The start-up parameter {@code options}: settings as PostgreSQL's command line takes them, {@code
 * -c name=value} and {@code --name=value}. White space separates, a backslash keeps the character
 * after it as it is.
 */
final class CommandLineOptions {
  private CommandLineOptions() {}

  /**
   * The settings, in a map of the caller's own.
   *
   * @throws SqlException with 42601 for any other option
   */
  static Map<String, String> parse(String options) {
    Map<String, String> settings = new LinkedHashMap<>();
    Iterator<String> words = words(options).iterator();
    while (words.hasNext()) {
      String word = words.next();
      String setting;
      if (word.equals("-c") && words.hasNext()) {
        setting = words.next();
      } else if (word.startsWith("-c") || word.startsWith("--")) {
        setting = word.substring(2);
      } else {
        throw invalid(word);
      }
      int equals = setting.indexOf('=');
      if (equals <= 0) {
        throw invalid(word);
      }
      String name = setting.substring(0, equals).replace('-', '_').toLowerCase(Locale.ROOT);
      settings.put(name, setting.substring(equals + 1));
    }
    return settings;
  }

  private static List<String> words(String options) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < options.length(); i++) {
      char c = options.charAt(i);
      if (c == '\\' && i + 1 < options.length()) {
        word.append(options.charAt(++i));
      } else if (c > ' ') {
        word.append(c);
      } else if (!word.isEmpty()) {
        words.add(word.toString());
        word.setLength(0);
      }
    }
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }

  private static SqlException invalid(String word) {
    return new SqlException(
        SqlState.SYNTAX_ERROR, "invalid command-line argument for server process: " + word);
  }
}
