package dev.instar.migrator.postgresql.evidence;

import dev.instar.migrator.postgresql.session.Queries;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;

/** Why a server cannot be asked, or should not be. */
final class Obstacles {
  /** In the order of this list; the first that has a row is the reason. */
  private static final List<String> QUERIES =
      List.of(
          """
          SELECT 'the server is a standby' WHERE pg_catalog.pg_is_in_recovery()
          """,
          """
          SELECT 'the role may not make temporary tables in this database (GRANT TEMPORARY ON'
                 ' DATABASE …)'
          WHERE NOT pg_catalog.has_database_privilege(pg_catalog.current_database(), 'TEMPORARY')
          """,
          """
          SELECT 'event trigger ' || e.evtname || ' would fire'
          FROM pg_catalog.pg_event_trigger e
          WHERE e.evtenabled <> 'D' AND e.evtevent <> 'login'
          ORDER BY e.evtname
          """);

  private Obstacles() {}

  static Optional<String> of(Connection connection) throws SQLException {
    if (!direct(connection)) {
      return Optional.of("there is a pooler between Instar and the server");
    }
    for (String query : QUERIES) {
      Optional<String> reason = Queries.texts(connection, query).stream().findFirst();
      if (reason.isPresent()) {
        return reason;
      }
    }
    return Optional.empty();
  }

  /**
   * Whether the server that answers is the one that let us in. A pooler that gives a session's
   * transactions to different servers has none to name at that moment, and makes up a number for
   * the client; temporary tables that it then passed on would stand before other clients' tables.
   */
  private static boolean direct(Connection connection) throws SQLException {
    int named = connection.unwrap(PGConnection.class).getBackendPID();
    return Queries.numbers(connection, "SELECT pg_catalog.pg_backend_pid()::bigint")
        .equals(List.of((long) named));
  }
}
