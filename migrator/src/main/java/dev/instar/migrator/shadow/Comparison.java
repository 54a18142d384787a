package dev.instar.migrator.shadow;

import dev.instar.changelog.Key;
import java.util.Set;

/**
 * What a comparison of source and shadow in one snapshot found.
 *
 * @param rows how many rows of the source were compared
 * @param differing the keys whose row is missing, superfluous or different in the shadow
 */
public record Comparison(long rows, Set<Key> differing) {
  public Comparison {
    differing = Set.copyOf(differing);
  }
}
