package dev.instar.samples.story;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.standin.NotOnBundled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A folder of samples.
 *
 * <ul>
 *   <li>{@code before.sql} makes schema and rows as they were;
 *   <li>{@code V…__….sql} are the migrations, in the order of their versions;
 *   <li>{@code stats.json} are the sizes that the tables have in the story;
 *   <li>{@code plan.txt} is what {@code instar plan} prints of each migration, one after another;
 *   <li>{@code load.sql} is what clients send meanwhile, see {@link StoryClients};
 *   <li>{@code stops.txt} is what {@code instar migrate} says when it stops, and {@code repair.sql}
 *       what somebody does then, before {@code instar resume};
 *   <li>{@code after.sql} is what is so in the end: each query of it answers true.
 * </ul>
 *
 * @param folder relative to the module, as reports name it
 */
record Story(Path folder) {
  private static final Pattern MIGRATION = Pattern.compile("V(\\d+)(?:\\.(\\d+))?__\\w+\\.sql");

  /** A statement ends with a semicolon at the end of its line. */
  private static final Pattern END = Pattern.compile(";[ \t]*(?:\n|$)");

  /** All of them, in the order of their numbers. */
  static List<Story> all() {
    try (Stream<Path> folders = Files.list(Path.of(""))) {
      return folders
          .filter(path -> path.getFileName().toString().matches("\\d\\d-.*"))
          .sorted()
          .map(Story::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The one whose folder has that number. */
  static Story of(String number) {
    return all().stream().filter(s -> s.toString().startsWith(number)).findFirst().orElseThrow();
  }

  /** In the order of their versions. */
  List<Path> migrations() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(path -> matcher(path).matches())
          .sorted(Comparator.comparing(path -> number(path, 1) * 1000 + number(path, 2)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Matcher matcher(Path migration) {
    return MIGRATION.matcher(migration.getFileName().toString());
  }

  private static int number(Path migration, int group) {
    Matcher matcher = matcher(migration);
    return matcher.matches() && matcher.group(group) != null
        ? Integer.parseInt(matcher.group(group))
        : 0;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  boolean has(String name) {
    return Files.exists(file(name));
  }

  String text(String name) {
    try {
      return Files.readString(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The statements of a file, without comments before them; none if there is no such file. */
  List<String> statements(String name) {
    if (!has(name)) {
      return List.of();
    }
    return Arrays.stream(END.split(text(name).replaceAll("(?m)^--.*\n", "")))
        .map(String::strip)
        .filter(statement -> !statement.isEmpty())
        .toList();
  }

  /** The option that has a plan be made for the story's sizes. */
  List<String> sizes() {
    return has("stats.json") ? List.of("--stats", file("stats.json").toString()) : List.of();
  }

  /** Leaves the test out where the server is the bundled engine and lacks something. */
  void assumeRuns(PostgresServer server) {
    if (server.isBundled()) {
      NotOnBundled.feature(SamplesTest.class.getName() + "#" + folder)
          .ifPresent(feature -> Assumptions.abort("the bundled engine has no " + feature));
    }
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
