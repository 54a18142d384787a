package dev.instar.engine.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of scenarios: a text of SQL, a line of four dashes, what it is expected to become, and
 * an empty line. Lines that begin with # before a scenario are remarks.
 */
final class Scenarios {
  private static final Path ROOT = Path.of("src/test/resources/dev/instar/engine/sql");
  private static final String SEPARATOR = "----";

  private Scenarios() {}

  /** One scenario. */
  record Scenario(String remark, String sql, String expected) {}

  /** The files of one kind: {@code statements} or {@code expressions}. */
  static List<Path> files(String kind) {
    try (Stream<Path> files = Files.list(ROOT.resolve(kind))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The SQL texts of all files of one kind. */
  static List<String> corpus(String kind) {
    return files(kind).stream().flatMap(file -> read(file).stream()).map(Scenario::sql).toList();
  }

  static List<Scenario> read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Scenario> scenarios = new ArrayList<>();
    int next = 0;
    while (next < lines.size()) {
      List<String> remark = new ArrayList<>();
      while (next < lines.size()
          && (lines.get(next).isEmpty() || lines.get(next).startsWith("#"))) {
        remark.add(lines.get(next++));
      }
      int separator = next;
      while (separator < lines.size() && !lines.get(separator).equals(SEPARATOR)) {
        separator++;
      }
      if (separator == lines.size()) {
        break;
      }
      int end = separator + 1;
      while (end < lines.size() && !lines.get(end).isEmpty()) {
        end++;
      }
      scenarios.add(
          new Scenario(
              String.join("\n", remark),
              String.join("\n", lines.subList(next, separator)),
              String.join("\n", lines.subList(separator + 1, end))));
      next = end;
    }
    return scenarios;
  }

  static void write(Path file, List<Scenario> scenarios) {
    StringBuilder text = new StringBuilder();
    for (Scenario scenario : scenarios) {
      if (!scenario.remark().isEmpty()) {
        text.append(scenario.remark()).append('\n');
      } else if (!text.isEmpty()) {
        text.append('\n');
      }
      text.append(scenario.sql()).append('\n').append(SEPARATOR).append('\n');
      text.append(scenario.expected()).append(scenario.expected().isEmpty() ? "" : "\n");
    }
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
