package dev.instar.engine.analysis;

import dev.instar.engine.error.SqlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Columns of that very name which a part of a query does not reach. Stateless. */
final class Unreachable {
  private Unreachable() {}

  /**
   * Says of an error which they are.
   *
   * @param table the name that was written before the column's; null for none
   * @return whether there are any
   */
  static boolean column(Scope scope, String table, String name, SqlException error) {
    List<Scope.Beyond> found = new ArrayList<>();
    for (Optional<Scope> at = Optional.of(scope); at.isPresent(); at = at.get().outer()) {
      for (Scope.Beyond beyond : at.get().beyond()) {
        boolean meant = table == null || beyond.entry().name().map(table::equals).orElse(false);
        if (meant && beyond.entry().column(name).isPresent()) {
          found.add(beyond);
        }
      }
    }
    if (found.isEmpty()) {
      return false;
    }
    if (found.size() > 1) {
      error.with(
          SqlException.Field.DETAIL,
          "There are columns named \""
              + name
              + "\", but they are in tables that cannot be referenced from this part of the"
              + " query.");
      if (table == null) {
        error.with(SqlException.Field.HINT, "Try using a table-qualified name.");
      }
      return true;
    }
    error.with(
        SqlException.Field.DETAIL,
        "There is a column named \""
            + name
            + "\" in table \""
            + found.getFirst().entry().name().orElse("unnamed_subquery")
            + "\", but it cannot be referenced from this part of the query.");
    if (found.getFirst().lateral()) {
      error.with(
          SqlException.Field.HINT,
          "To reference that column, you must mark this subquery with LATERAL.");
    }
    return true;
  }
}
