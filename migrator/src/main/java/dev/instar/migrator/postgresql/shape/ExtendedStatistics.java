package dev.instar.migrator.postgresql.shape;

import dev.instar.migrator.postgresql.session.Queries;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Extended statistics. SET SCHEMA leaves them where they are, so that they move by themselves, with
 * what ANALYZE has found.
 */
final class ExtendedStatistics {
  private ExtendedStatistics() {}

  /** The old ones move to the old table's schema, the shadow's to where the source's were. */
  static Carried capture(Connection connection, Shape shape, ShadowNames names)
      throws SQLException {
    List<String> dismantle = new ArrayList<>();
    List<String> assemble = new ArrayList<>();
    String query =
        """
        SELECT n.nspname, s.stxname FROM pg_statistic_ext s
          JOIN pg_namespace n ON n.oid = s.stxnamespace WHERE s.stxrelid = ?::oid ORDER BY 2
        """;
    List<TableName> old =
        Queries.rows(
            connection,
            query,
            row -> new TableName(row.getString(1), row.getString(2)),
            shape.sourceOid());
    for (TableName statistics : old) {
      dismantle.add(move(statistics, names.retained().schema()));
    }
    Queries.rows(
        connection,
        query,
        row -> {
          TableName own = new TableName(row.getString(1), row.getString(2));
          String home =
              old.stream()
                  .filter(other -> other.name().equals(own.name()))
                  .map(TableName::schema)
                  .findFirst()
                  .orElse(shape.source().schema());
          return assemble.add(move(own, home));
        },
        shape.shadowOid());
    return new Carried(dismantle, assemble);
  }

  private static String move(TableName statistics, String schema) {
    return "ALTER STATISTICS " + statistics.quoted() + " SET SCHEMA " + Identifiers.quote(schema);
  }
}
