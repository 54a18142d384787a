package dev.instar.migrator.postgresql.shape;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.schema.TableName;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the catalog must say of the new table at the end of the swap (invariant I9). */
final class SwapExpectation {
  /**
   * Texts that the server parses again over the new types, and may print differently: a cast that
   * has become needless is left out. They were created a moment ago from what was captured.
   */
  private static final Pattern PARSED_AGAIN =
      Pattern.compile(
          "view .* definition|.* trigger .* definition|.* rule .* definition"
              + "|policy .* (using|check)|publication .* where|function .*",
          Pattern.DOTALL);

  private static final Pattern SEQUENCE =
      Pattern.compile("sequence .* of column (.*) [a-z]+", Pattern.DOTALL);

  private final TableName table;
  private final CatalogFacts expected;

  private SwapExpectation(TableName table, CatalogFacts expected) {
    this.table = table;
    this.expected = expected;
  }

  /**
   * Derives it.
   *
   * @param source the facts of the source before the swap
   */
  static SwapExpectation of(Shape shape, CatalogFacts source, ForeignKeys foreignKeys) {
    SortedMap<String, String> lines = new TreeMap<>(shape.change().appliedTo(source).lines());
    lines.keySet().removeIf(path -> goesWithADroppedColumn(path, shape.change()));
    for (ForeignKeys.ForeignKey key : foreignKeys.keys()) {
      String path = key.path(shape.sourceOid());
      if (key.kept()) {
        lines.put(path + " validated", "false");
      } else {
        lines.keySet().removeIf(line -> line.startsWith(path + " "));
      }
    }
    return new SwapExpectation(shape.source(), new CatalogFacts(lines));
  }

  /** A serial's sequence, of which the clone that was altered had none. */
  private static boolean goesWithADroppedColumn(String path, FactsChange change) {
    Matcher sequence = SEQUENCE.matcher(path);
    if (!sequence.matches()) {
      return false;
    }
    String column = "table column " + sequence.group(1) + " position";
    return change.removed().containsKey(column) && !change.added().containsKey(column);
  }

  /**
   * Compares.
   *
   * @throws MigrationException with INTERNAL if the swap has not brought what it should: the caller
   *     rolls back
   */
  void require(CatalogFacts actual) {
    TreeSet<String> different = new TreeSet<>(expected.minus(actual).keySet());
    different.addAll(actual.minus(expected).keySet());
    different.removeIf(
        path ->
            PARSED_AGAIN.matcher(path).matches()
                && expected.lines().containsKey(path)
                && actual.lines().containsKey(path));
    if (!different.isEmpty()) {
      throw new MigrationException(
          ErrorCode.INTERNAL,
          "the swap of "
              + table
              + " was taken back, because the new table would differ in: "
              + different.stream().limit(5).map(this::described).collect(Collectors.joining("; ")),
          "Nothing has changed. Please report this with the table's definition.");
    }
  }

  private String described(String path) {
    return path + " (expected " + expected.lines().getOrDefault(path, "nothing") + ")";
  }
}
