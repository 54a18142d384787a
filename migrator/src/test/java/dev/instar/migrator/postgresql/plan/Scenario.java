package dev.instar.migrator.postgresql.plan;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One statement form, as a text file: a title, the tables that are given, and the script.
 *
 * <pre>
 * # The title, one sentence
 * from 18            (the lowest version, where not every one has the form)
 * ## given
 * CREATE TABLE …
 * ## script
 * ALTER TABLE …
 * </pre>
 *
 * The plan that it must give stands beside it in {@code name.plan}; where version 18 differs, its
 * plan stands in {@code name.18.plan}. {@code -Dinstar.golden=write} writes them anew, {@code
 * -Dinstar.scenario=text} picks files by name.
 *
 * @param name the file's name without its ending
 * @param title what it shows
 * @param from the lowest major version that has the form
 * @param given statements that make the tables
 * @param script what is planned
 */
public record Scenario(String name, String title, int from, String given, String script) {
  private static final Path DIRECTORY = Path.of("src/test/resources/plans/postgresql");

  public static List<Scenario> all() throws IOException, URISyntaxException {
    List<Scenario> scenarios = new ArrayList<>();
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      for (Path file : files.filter(Scenario::isWanted).sorted().toList()) {
        scenarios.add(read(file));
      }
    }
    return scenarios;
  }

  private static boolean isWanted(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".sql") && name.contains(System.getProperty("instar.scenario", ""));
  }

  private static Scenario read(Path file) throws IOException {
    String text = Files.readString(file);
    String[] parts = text.split("(?m)^## (?:given|script)\\n", -1);
    if (parts.length != 3) {
      throw new IOException(file + " needs a head, a given and a script");
    }
    String[] head = parts[0].strip().split("\\n");
    int from = head.length > 1 ? Integer.parseInt(head[1].replaceFirst("^from ", "").strip()) : 14;
    return new Scenario(
        file.getFileName().toString().replaceFirst("\\.sql$", ""),
        head[0].replaceFirst("^# ", ""),
        from,
        parts[1],
        parts[2]);
  }

  /** The plan expected on a version. */
  Path expected(int major) {
    Path special = DIRECTORY.resolve(name + "." + major + ".plan");
    return Files.exists(special) ? special : DIRECTORY.resolve(name + ".plan");
  }

  /** Where to write the plan of a version: its own file only if it differs from the common one. */
  void write(int major, String plan) throws IOException {
    Path common = DIRECTORY.resolve(name + ".plan");
    if (major == 17 || from > 17) {
      Files.writeString(common, plan);
      return;
    }
    Path special = DIRECTORY.resolve(name + "." + major + ".plan");
    if (Files.readString(common).equals(plan)) {
      Files.deleteIfExists(special);
    } else {
      Files.writeString(special, plan);
    }
  }

  @Override
  public String toString() {
    return name + ": " + title;
  }
}
