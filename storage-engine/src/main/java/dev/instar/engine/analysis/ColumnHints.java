package dev.instar.engine.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which column may have been meant by a name that there is not: the nearest by changed letters, if
 * there are not more than two as near. PostgreSQL's {@code searchRangeTableForCol}.
 */
final class ColumnHints {
  private static final int MAX_DISTANCE = 3;

  private final String table;
  private final String column;
  private final List<String> nearest = new ArrayList<>();
  private int distance = MAX_DISTANCE + 1;

  private ColumnHints(String table, String column) {
    this.table = table;
    this.column = column;
  }

  /**
   * @param table the name that was written before the column's; null for none
   */
  static Optional<String> of(Scope scope, String table, String column) {
    ColumnHints hints = new ColumnHints(table, column);
    for (Optional<Scope> at = Optional.of(scope); at.isPresent(); at = at.get().outer()) {
      for (ScopeEntry entry : at.get().entries()) {
        if (entry.name().isPresent()) {
          hints.look(entry);
        }
      }
      for (Scope.Beyond beyond : at.get().beyond()) {
        if (beyond.entry().name().isPresent()) {
          hints.look(beyond.entry());
        }
      }
    }
    return switch (hints.nearest.size()) {
      case 1 ->
          Optional.of(
              "Perhaps you meant to reference the column " + hints.nearest.getFirst() + ".");
      case 2 ->
          Optional.of(
              "Perhaps you meant to reference the column "
                  + hints.nearest.get(0)
                  + " or the column "
                  + hints.nearest.get(1)
                  + ".");
      default -> Optional.empty();
    };
  }

  private void look(ScopeEntry entry) {
    String name = entry.name().orElseThrow();
    int penalty = table == null ? 0 : distance(table, name);
    for (ScopeEntry.ScopeColumn candidate : entry.columns()) {
      int changed = distance(column, candidate.name());
      if (penalty > distance || changed > column.length() / 2) {
        continue;
      }
      int all = changed + penalty;
      String shown = "\"" + name + "." + candidate.name() + "\"";
      if (all < distance) {
        distance = all;
        nearest.clear();
        nearest.add(shown);
      } else if (all == distance) {
        if (nearest.size() > 1) {
          // Too many that are as near: only a nearer one is of any help.
          nearest.clear();
          distance = all - 1;
        } else {
          nearest.add(shown);
        }
      }
    }
  }

  /** How many letters are to be added, removed or replaced (Levenshtein). */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
