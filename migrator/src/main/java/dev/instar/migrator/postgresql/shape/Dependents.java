package dev.instar.migrator.postgresql.shape;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.postgresql.session.Queries;
import dev.instar.migrator.schema.TableName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What hangs on a table by OID, and whether a swap can carry it over. Stateless. */
public final class Dependents {
  private static final String QUERY = query();

  private Dependents() {}

  /**
   * Reads them, carried and refused, by kind and name. What is of no known kind is refused.
   *
   * @param connection {@code search_path = pg_catalog}
   */
  public static List<Dependent> read(Connection connection, long table) throws SQLException {
    return Queries.rows(
        connection,
        QUERY.replace("$1", Long.toString(table)),
        row ->
            new Dependent(
                row.getString(1),
                row.getString(2),
                row.getString(3) == null,
                row.getString(3) == null ? "" : row.getString(3)));
  }

  /**
   * Returns if everything can be carried over.
   *
   * @throws MigrationException with DEPENDENT_OBJECT, naming the first that cannot
   */
  static void requireCarried(Connection connection, TableName name, long table)
      throws SQLException {
    List<Dependent> refused =
        read(connection, table).stream().filter(dependent -> !dependent.carried()).toList();
    if (!refused.isEmpty()) {
      Dependent first = refused.get(0);
      String others = refused.size() == 1 ? "" : " (and " + (refused.size() - 1) + " more)";
      throw new MigrationException(
          ErrorCode.DEPENDENT_OBJECT,
          name
              + " cannot be rebuilt beside itself because of "
              + first.kind()
              + " "
              + first.identity()
              + others,
          first.reason());
    }
  }

  /**
   * A scalar query: one value for all that depends on the table, its type, indexes, constraints.
   */
  static String digestQuery(long table) {
    return """
    SELECT md5(coalesce(string_agg(concat_ws(' ', d.classid, d.objid, d.objsubid, d.refobjid,
                                             d.refobjsubid, d.deptype), ','
                        ORDER BY d.classid, d.objid, d.objsubid, d.refobjid, d.refobjsubid,
                                 d.deptype), ''))
      FROM (SELECT 'pg_class'::regclass, $1::oid
            UNION ALL SELECT 'pg_class'::regclass, indexrelid FROM pg_index
                       WHERE indrelid = $1
            UNION ALL SELECT 'pg_constraint'::regclass, oid FROM pg_constraint
                       WHERE conrelid = $1
            UNION ALL SELECT 'pg_type'::regclass, oid FROM pg_type
                       WHERE typrelid = $1
            UNION ALL SELECT 'pg_type'::regclass, typarray FROM pg_type
                       WHERE typrelid = $1) a (classid, objid)
      JOIN pg_depend d ON d.refclassid = a.classid AND d.refobjid = a.objid
    """
        .replace("$1", Long.toString(table));
  }

  private static String query() {
    try (InputStream resource = Dependents.class.getResourceAsStream("dependents.sql")) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
