package dev.instar.migrator.postgresql.shape;

import dev.instar.migrator.postgresql.session.Queries;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Builds what {@link Shape#deferred} lists. Stateless. */
public final class DeferredIndexes {
  private DeferredIndexes() {}

  /** Those that are not on the shadow yet, in their order. */
  public static List<DeferredIndex> missing(Connection connection, Shape shape)
      throws SQLException {
    List<String> built =
        Queries.texts(
            connection,
            """
            SELECT c.relname FROM pg_catalog.pg_index i
              JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = ?::oid
            """,
            shape.shadowOid());
    return shape.deferred().stream().filter(index -> !built.contains(index.name())).toList();
  }

  /**
   * Builds one index with its constraint, comments and flags, in the caller's transaction: it is
   * there as a whole or not at all.
   *
   * @throws SQLException with SQLSTATE 23505 or 23P01 if the rows violate it
   */
  public static void build(Connection connection, DeferredIndex index) throws SQLException {
    Queries.execute(connection, TableClone.inTablespace(index.tablespace()));
    Queries.execute(connection, index.statements());
  }
}
