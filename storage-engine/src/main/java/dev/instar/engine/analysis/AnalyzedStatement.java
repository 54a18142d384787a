package dev.instar.engine.analysis;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.type.DataType;
import java.util.List;
import java.util.Map;

/**
 * A statement that was understood, and what with. It may be run again as long as the session's
 * catalog is the same object and the search path the same, after its relations are locked again.
 *
 * @param parameters the types of {@code $1} and so on
 * @param locks what its relations are locked with, by OID, in the order in which they are named
 */
public record AnalyzedStatement(
    BoundStatement statement,
    List<DataType> parameters,
    Map<Integer, LockMode> locks,
    Catalog catalog,
    List<Integer> searchPath) {
  public AnalyzedStatement {
    parameters = List.copyOf(parameters);
    searchPath = List.copyOf(searchPath);
  }
}
