package dev.instar.migrator.postgresql.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A migration of which is known, from the server's documentation or by measuring, whether it is
 * safe as it is written. A plain file of SQL, with a head in comments:
 *
 * <pre>
 * -- One sentence, on one line or several.
 * -- source: a page of the documentation, or rows of forms.tsv
 * -- schema: shop               (the file in corpus/schema whose tables it starts from)
 * -- server: 18                 (the version that it is for; 17 where it says nothing)
 * -- finds: CODE …              (what must be found in an unsafe one)
 * -- fails: 55P04               (the SQLSTATE by which the server refuses it as it is written)
 * </pre>
 *
 * @param name the file's name, which says how Flyway would run it
 * @param finds the codes of findings, or of the refusal; none for a safe one
 * @param fails by which SQLSTATE the server refuses it; or {@code elsewhere} for what is not for
 *     this server, or not for it alone
 */
record CorpusFile(
    String name,
    String source,
    String schema,
    int server,
    Set<String> finds,
    Optional<String> fails,
    String script) {
  private static final Path DIRECTORY = Path.of("src/test/resources/corpus");

  /** The files of a kind, {@code safe} or {@code unsafe}, in the order of their names. */
  static List<CorpusFile> all(String kind) throws IOException {
    List<CorpusFile> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(DIRECTORY.resolve(kind))) {
      for (Path file : files.sorted().toList()) {
        all.add(read(file));
      }
    }
    return all;
  }

  /** The statements that make the tables of a schema. */
  static String schema(String name) throws IOException {
    return Files.readString(DIRECTORY.resolve("schema").resolve(name + ".sql"));
  }

  private static CorpusFile read(Path file) throws IOException {
    Map<String, String> head = new HashMap<>();
    String key = "title";
    for (String line : Files.readAllLines(file)) {
      if (!line.startsWith("-- ")) {
        break;
      }
      String text = line.substring(3).strip();
      int colon = text.indexOf(": ");
      if (colon > 0
          && Set.of("source", "schema", "server", "finds", "fails")
              .contains(text.substring(0, colon))) {
        key = text.substring(0, colon);
        text = text.substring(colon + 2);
      }
      head.merge(key, text, (a, b) -> a + " " + b);
    }
    if (!head.keySet().containsAll(Set.of("title", "source", "schema"))) {
      throw new IOException(file + " does not say what it is, its source and its schema");
    }
    return new CorpusFile(
        file.getFileName().toString(),
        head.get("source"),
        head.get("schema"),
        Integer.parseInt(head.getOrDefault("server", "17")),
        Optional.ofNullable(head.get("finds"))
            .map(codes -> new TreeSet<>(List.of(codes.split(" "))))
            .orElseGet(TreeSet::new),
        Optional.ofNullable(head.get("fails")),
        Files.readString(file));
  }

  @Override
  public String toString() {
    return name;
  }
}
