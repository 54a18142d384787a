package dev.instar.engine.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file of SQL statements that two servers are to answer alike:
 *
 * <pre>
 *   -- What is not a directive is a comment.
 *   CREATE TABLE t (a integer);
 *   -- refused: why the engine does not do it
 *   ALTER TABLE t …;
 *   COPY t FROM STDIN;
 *   1
 *   \.
 * </pre>
 *
 * <p>With a line {@code -- places} errors must agree about the place in the statement, and with a
 * hint. With a line {@code -- detailed}, notices and what errors say beside their message must
 * agree too. A statement ends with a semicolon at the end of a line, outside dollar quotes. Behind
 * COPY … FROM STDIN come its data, up to a line {@code \.}.
 */
record ScenarioFile(Path path, boolean detailed, boolean places, List<Step> steps) {
  private static final String REFUSED = "-- refused:";
  private static final String DETAILED = "-- detailed";
  private static final String PLACES = "-- places";

  /**
   * A statement.
   *
   * @param line where it begins
   * @param sql without the semicolon
   * @param refused why the engine answers 0A000 to it
   * @param data of COPY FROM STDIN
   */
  record Step(int line, String sql, Optional<String> refused, Optional<String> data) {
    boolean copiesIn() {
      return data.isPresent();
    }

    boolean copiesOut() {
      return sql.matches("(?is)\\s*copy\\b.*\\bto\\s+stdout\\b.*");
    }

    /** Whether the order of rows is part of the answer. */
    boolean isOrdered() {
      return sql.matches("(?is).*\\border\\s+by\\b.*")
          || sql.matches("(?is)\\s*(explain|show|fetch)\\b.*");
    }
  }

  static ScenarioFile read(Path path) throws IOException {
    List<String> lines = Files.readAllLines(path);
    List<Step> steps = new ArrayList<>();
    Optional<String> refused = Optional.empty();
    StringBuilder sql = new StringBuilder();
    int first = 0;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (sql.isEmpty() && (line.isBlank() || line.startsWith("--"))) {
        if (line.startsWith(REFUSED)) {
          refused = Optional.of(line.substring(REFUSED.length()).strip());
        }
        continue;
      }
      if (sql.isEmpty()) {
        first = i + 1;
      } else {
        sql.append('\n');
      }
      sql.append(line);
      if (line.stripTrailing().endsWith(";") && !isInDollarQuotes(sql)) {
        String text = sql.toString().stripTrailing();
        text = text.substring(0, text.length() - 1);
        Optional<String> data = Optional.empty();
        if (text.matches("(?is)\\s*copy\\b.*\\bfrom\\s+stdin\\b.*")) {
          StringBuilder rows = new StringBuilder();
          for (i++; !lines.get(i).equals("\\."); i++) {
            rows.append(lines.get(i)).append('\n');
          }
          data = Optional.of(rows.toString());
        }
        steps.add(new Step(first, text, refused, data));
        sql.setLength(0);
        refused = Optional.empty();
      }
    }
    if (!sql.isEmpty()) {
      throw new IOException(path + ":" + first + ": a statement without an end");
    }
    return new ScenarioFile(path, lines.contains(DETAILED), lines.contains(PLACES), steps);
  }

  private static boolean isInDollarQuotes(CharSequence text) {
    return text.toString().split("\\$\\$", -1).length % 2 == 0;
  }
}
