package dev.instar.migrator.postgresql.shape;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a statement changed about a table.
 *
 * @param removed facts that hold no longer
 * @param added facts that hold now; a changed value is in both
 */
public record FactsChange(SortedMap<String, String> removed, SortedMap<String, String> added) {
  public FactsChange {
    removed = new TreeMap<>(removed);
    added = new TreeMap<>(added);
  }

  static FactsChange between(CatalogFacts before, CatalogFacts after) {
    return new FactsChange(before.minus(after), after.minus(before));
  }

  /** The facts that must hold after the same change to another table. */
  public CatalogFacts appliedTo(CatalogFacts facts) {
    SortedMap<String, String> result = new TreeMap<>(facts.lines());
    for (Map.Entry<String, String> entry : removed.entrySet()) {
      result.remove(entry.getKey(), entry.getValue());
    }
    result.putAll(added);
    return new CatalogFacts(result);
  }
}
