package dev.instar.migrator.journal;

import java.util.List;

/**
 * How far a batched write has come.
 *
 * @param frontier the key, as text, at or below which every row is done; empty before the first
 *     batch
 * @param last the key, as text, at which it ends; empty where it goes to the end of the table
 * @param rowsDone rows written so far
 */
public record BackfillRow(List<String> frontier, List<String> last, long rowsDone) {
  /** Nothing is done yet. */
  public static final BackfillRow NONE = new BackfillRow(List.of(), List.of(), 0);

  public BackfillRow {
    frontier = List.copyOf(frontier);
    last = List.copyOf(last);
    if (rowsDone < 0) {
      throw new IllegalArgumentException("rowsDone: " + rowsDone);
    }
  }

  /** The same from another place on, with so many rows more. */
  public BackfillRow at(List<String> place, long rows) {
    return new BackfillRow(place, last, rowsDone + rows);
  }

  /** Whether there is nothing behind the frontier. */
  public boolean ended() {
    return !last.isEmpty() && frontier.equals(last);
  }
}
