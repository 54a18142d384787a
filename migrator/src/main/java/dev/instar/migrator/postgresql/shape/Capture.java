package dev.instar.migrator.postgresql.shape;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * All that a swap carries over.
 *
 * @param atomicFunctions with a body that knows tables by OID
 * @param active triggers, rules, policies, row security, in this order
 * @param views over the table, and over these
 * @param foreignKeys in and out
 * @param publications the user's
 * @param statistics extended ones
 * @param sequences of serial and identity columns
 * @param sequenceLocks what locks these sequences and changes nothing
 */
record Capture(
    Carried atomicFunctions,
    List<Carried> active,
    Views views,
    ForeignKeys foreignKeys,
    Carried publications,
    Carried statistics,
    Carried sequences,
    List<String> sequenceLocks) {

  static Capture of(Connection connection, Shape shape, ShadowNames names) throws SQLException {
    long table = shape.sourceOid();
    String name = shape.source().quoted();
    Views views = Views.capture(connection, table);
    return new Capture(
        AtomicFunctions.capture(connection, table, views),
        List.of(
            ActiveParts.triggers(connection, table, name),
            ActiveParts.rules(connection, table, name),
            ActiveParts.policies(connection, table, name),
            ActiveParts.rowSecurity(connection, table, name)),
        views,
        ForeignKeys.capture(connection, shape),
        Publications.capture(connection, table, name, names.publication()),
        ExtendedStatistics.capture(connection, shape, names),
        Sequences.capture(connection, shape),
        Sequences.locks(connection, table));
  }
}
