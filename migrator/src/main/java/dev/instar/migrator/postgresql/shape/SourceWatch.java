package dev.instar.migrator.postgresql.shape;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.postgresql.session.Queries;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Notices that somebody changes a table while its shadow is filled. The change stream carries no
 * DDL, so the catalog is looked at: now and then, and before every attempt at the swap. Stateless.
 */
public final class SourceWatch {
  private SourceWatch() {}

  /**
   * Returns if the source still is what its shadow was made from.
   *
   * @throws MigrationException with FOREIGN_CHANGE, naming what is different
   */
  public static void require(Connection connection, Shape shape) throws SQLException {
    requireName(connection, shape);
    CatalogFacts now = Cloned.of(CatalogFacts.of(connection, shape.sourceOid()));
    TreeSet<String> changed = new TreeSet<>(shape.madeFrom().minus(now).keySet());
    changed.addAll(now.minus(shape.madeFrom()).keySet());
    if (!changed.isEmpty()) {
      throw new MigrationException(
          ErrorCode.FOREIGN_CHANGE,
          shape.source()
              + " was changed by somebody else: "
              + changed.stream().limit(5).collect(Collectors.joining("; ")),
          "Instar has not touched the table. Run `instar abort`, then plan again.");
    }
  }

  private static void requireName(Connection connection, Shape shape) throws SQLException {
    List<TableName> names =
        Queries.rows(
            connection,
            """
            SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.oid = ?::oid
            """,
            row -> new TableName(row.getString(1), row.getString(2)),
            shape.sourceOid());
    if (!names.equals(List.of(shape.source()))) {
      throw new MigrationException(
          ErrorCode.FOREIGN_CHANGE,
          shape.source()
              + (names.isEmpty() ? " was dropped" : " was renamed to " + names.getFirst())
              + " by somebody else",
          "Instar has not touched the table. Run `instar abort`, then plan again.");
    }
  }
}
