package dev.instar.migrator.postgresql.shape;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.schema.TableName;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which facts a {@link TableClone} has to share with its source; the swap brings the others. */
final class Cloned {
  private static final List<String> BROUGHT_BY_THE_SWAP =
      List.of(
          "foreign key ",
          "incoming foreign key ",
          "table trigger ",
          "table rule ",
          "table row security",
          "policy ",
          "publication ",
          "view ",
          "function ");

  private Cloned() {}

  /**
   * Compares.
   *
   * @throws MigrationException with UNSAFE if the source has something that a clone would lack:
   *     then it would be lost in the swap as well
   */
  static void requireComplete(TableName source, CatalogFacts original, CatalogFacts clone) {
    SortedMap<String, String> missing = new TreeMap<>(original.minus(clone));
    missing.putAll(clone.minus(original));
    missing.keySet().removeIf(path -> !belongs(path, original));
    if (!missing.isEmpty()) {
      throw new MigrationException(
          ErrorCode.UNSAFE,
          source
              + " has something that a new table cannot be given: "
              + missing.keySet().stream().limit(5).collect(Collectors.joining("; ")),
          "Remove it, or run the statement natively.");
    }
  }

  /** The facts of a source that its shadow was made from: what must not change until the swap. */
  static CatalogFacts of(CatalogFacts source) {
    SortedMap<String, String> lines = new TreeMap<>(source.lines());
    lines.keySet().removeIf(path -> !belongs(path, source));
    return new CatalogFacts(lines);
  }

  private static boolean belongs(String path, CatalogFacts original) {
    if (path.startsWith("sequence ")) {
      // A serial's sequence is the user's own object and stays where it is.
      String kind = path.replaceFirst(" [a-z]+$", " kind");
      return !"owned".equals(original.lines().get(kind));
    }
    return BROUGHT_BY_THE_SWAP.stream().noneMatch(path::startsWith);
  }
}
