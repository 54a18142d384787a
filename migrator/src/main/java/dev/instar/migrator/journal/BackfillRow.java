package dev.instar.migrator.journal;

import java.util.List;

/**
 * How far a batched backfill has come.
 *
 * @param frontier the key, as text, at or below which every row is done; empty before the first
 *     batch
 * @param rowsDone rows updated so far
 */
public record BackfillRow(List<String> frontier, long rowsDone) {
  /** Nothing is done yet. */
  public static final BackfillRow NONE = new BackfillRow(List.of(), 0);

  public BackfillRow {
    frontier = List.copyOf(frontier);
    if (rowsDone < 0) {
      throw new IllegalArgumentException("rowsDone: " + rowsDone);
    }
  }
}
