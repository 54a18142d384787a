package dev.instar.migrator.postgresql.shape;

import dev.instar.migrator.postgresql.session.Queries;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The facts of both tables, as they were when the swap was prepared, and again under the lock. The
 * queries are prepared on the server without parameters: such a statement keeps its plan, and
 * planning would take longer than all the rest.
 */
final class SwapFacts {
  private static final String DIGEST = "what depends on it";
  private static final AtomicLong SERIAL = new AtomicLong();

  private final Connection preparedOn;
  private final String sourceQuery;
  private final String shadowQuery;
  private final String sourceStatement;
  private final String shadowStatement;
  private final CatalogFacts before;

  private SwapFacts(Connection connection, Shape shape, String publication) throws SQLException {
    preparedOn = connection;
    int major = connection.getMetaData().getDatabaseMajorVersion();
    sourceQuery =
        FactsQuery.of(major, shape.sourceOid(), publication)
            + " UNION ALL SELECT '"
            + DIGEST
            + "', ("
            + Dependents.digestQuery(shape.sourceOid())
            + ")";
    shadowQuery = FactsQuery.of(major, shape.shadowOid(), publication);
    sourceStatement = prepare(connection, sourceQuery);
    shadowStatement = prepare(connection, shadowQuery);
    before = CatalogFacts.query(connection, sourceStatement);
    // Run once for its plan.
    CatalogFacts.query(connection, shadowStatement);
  }

  /** Reads the source's facts and prepares the queries on this connection. */
  static SwapFacts prepare(Connection connection, Shape shape, String publication)
      throws SQLException {
    return new SwapFacts(connection, shape, publication);
  }

  private static String prepare(Connection connection, String query) throws SQLException {
    String name = "instar_facts_" + SERIAL.incrementAndGet();
    Queries.execute(connection, "PREPARE " + name + " AS " + query);
    return "EXECUTE " + name;
  }

  /** The source's when the swap was prepared. */
  CatalogFacts source() {
    return before.without(DIGEST);
  }

  /** The source's facts that are no longer what they were. */
  Set<String> changed(Connection connection) throws SQLException {
    CatalogFacts now = read(connection, sourceStatement, sourceQuery);
    Set<String> changed = new TreeSet<>(before.minus(now).keySet());
    changed.addAll(now.minus(before).keySet());
    return changed;
  }

  /** The shadow's now. */
  CatalogFacts shadow(Connection connection) throws SQLException {
    return read(connection, shadowStatement, shadowQuery);
  }

  private CatalogFacts read(Connection connection, String statement, String query)
      throws SQLException {
    return CatalogFacts.query(connection, connection == preparedOn ? statement : query);
  }
}
