package dev.instar.migrator.postgresql.shape;

import dev.instar.migrator.schema.Identifiers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The query of {@code facts.sql}, whose head says how it is written, for one major version. */
final class FactsQuery {
  private static final Pattern VERSIONS = Pattern.compile("-- versions (\\d+) to (\\d+)\n");
  private static final List<String> PARAGRAPHS = paragraphs();

  private FactsQuery() {}

  /** The query with the table's OID and the publication that does not count filled in. */
  static String of(int major, long table, String exceptPublication) {
    String selects =
        PARAGRAPHS.subList(1, PARAGRAPHS.size() - 1).stream()
            .filter(paragraph -> isFor(major, paragraph))
            .collect(Collectors.joining("\nUNION ALL\n"));
    String query =
        PARAGRAPHS.get(0) + "\n" + selects + "\n" + PARAGRAPHS.get(PARAGRAPHS.size() - 1);
    return query
        .replace("$1", Long.toString(table))
        .replace("$2", Identifiers.literal(exceptPublication));
  }

  private static boolean isFor(int major, String paragraph) {
    Matcher versions = VERSIONS.matcher(paragraph);
    return !versions.lookingAt()
        || (major >= Integer.parseInt(versions.group(1))
            && major <= Integer.parseInt(versions.group(2)));
  }

  private static List<String> paragraphs() {
    try (InputStream resource = FactsQuery.class.getResourceAsStream("facts.sql")) {
      String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split("\n\n+"))
          .filter(paragraph -> !paragraph.lines().allMatch(line -> line.startsWith("--")))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
