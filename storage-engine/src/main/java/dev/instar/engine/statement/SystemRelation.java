package dev.instar.engine.statement;

import dev.instar.engine.function.Collation;
import dev.instar.engine.type.DataType;
import java.util.List;
import java.util.Map;

/**
 * A relation of {@code pg_catalog} or {@code information_schema}: its rows are made when they are
 * read, from what the catalog and the engine know at that moment.
 */
public interface SystemRelation {
  /** One of its columns. */
  record Column(String name, DataType type, Collation collation) {
    public Column(String name, DataType type) {
      this(name, type, Collation.of(type));
    }
  }

  /** PostgreSQL's OID of it. */
  int oid();

  String schema();

  String name();

  List<Column> columns();

  /**
   * Of one of its rows, the OID of the catalog object that it tells of: whose change changes the
   * row. 0 if there is none.
   */
  default int object(Object[] row) {
    return 0;
  }

  /**
   * Its rows, or some of them.
   *
   * @param equal columns by their place, and the value that is looked for: a relation that can find
   *     rows by it gives only those, any other may give all; who asks tests it again
   */
  Iterable<Object[]> rows(StatementContext context, Map<Integer, Object> equal);
}
