package dev.instar.migrator.postgresql.evidence;

import dev.instar.migrator.postgresql.session.Queries;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Who is asked.
 *
 * @param name for readers, such as {@code PostgreSQL 17.5}
 * @param major the major version, or that which the bundled engine stands in for
 * @param bundled whether it is the bundled engine
 */
record Server(String name, int major, boolean bundled) {
  private static final String BUNDLED = " (Instar)";

  static Server of(Connection connection) throws SQLException {
    return Queries.rows(
            connection,
            """
            SELECT pg_catalog.current_setting('server_version'),
                   pg_catalog.current_setting('server_version_num')::int
            """,
            row -> of(row.getString(1), row.getInt(2) / 10_000))
        .getFirst();
  }

  private static Server of(String version, int major) {
    // Packagers append words of their own, and so does the bundled engine.
    String number = version.replaceFirst(" .*", "");
    return version.endsWith(BUNDLED)
        ? new Server("the bundled engine (as PostgreSQL " + major + ")", major, true)
        : new Server("PostgreSQL " + number, major, false);
  }
}
