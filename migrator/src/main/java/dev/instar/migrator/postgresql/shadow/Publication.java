package dev.instar.migrator.postgresql.shadow;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.postgresql.shape.ShadowNames;
import dev.instar.migrator.schema.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The publication through which the slot delivers the source's changes.
 *
 * <p>Its identity is that of its two rows in the catalog: which they are, and which transactions
 * wrote them. Whatever somebody does to it leaves another identity, even if it is undone at once:
 * dropped and made again it has another row, without the source for a moment another row of that, a
 * column list or row filter is a new row too, and other options are written by another transaction.
 * While it is the same, every change of the source has been in the stream.
 */
final class Publication {
  private static final String IDENTITY =
      """
      SELECT concat_ws(' ', p.oid, p.xmin, r.oid, r.xmin)
        FROM pg_publication AS p JOIN pg_publication_rel AS r ON r.prpubid = p.oid
       WHERE p.pubname = ? AND r.prrelid = ?
      """;

  private final ShadowNames names;

  Publication(ShadowNames names) {
    this.names = names;
  }

  /**
   * Creates it, in a transaction of its own that must be committed before the slot is made. Takes
   * SHARE UPDATE EXCLUSIVE on the source, which blocks no reader and no writer; it is waited for
   * long enough for an autovacuum to yield.
   *
   * @return its identity
   */
  String create(Connection connection, StepContext context, long sourceOid)
      throws SQLException, InterruptedException {
    AtomicReference<String> identity = new AtomicReference<>();
    Politely.run(
        connection,
        context,
        List.of(new LockClaim(names.source(), LockMode.SHARE_UPDATE_EXCLUSIVE)),
        session -> {
          session.execute(
              "CREATE PUBLICATION "
                  + Identifiers.quote(names.publication())
                  + " FOR TABLE ONLY "
                  + names.source().quoted());
          identity.set(identity(session.connection(), sourceOid).orElseThrow());
        });
    return identity.get();
  }

  /**
   * Returns if it has delivered every change of the source since it was made.
   *
   * @param made its identity then
   * @throws MigrationException with FOREIGN_CHANGE if somebody has changed it
   */
  void requireUntouched(Connection connection, String made, long sourceOid) throws SQLException {
    if (!identity(connection, sourceOid).equals(Optional.of(made))) {
      throw new MigrationException(
          ErrorCode.FOREIGN_CHANGE,
          "publication "
              + names.publication()
              + (exists(connection) ? " was changed or made anew" : " was dropped")
              + " by somebody else, so changes of "
              + names.source()
              + " may be missing",
          "The source is untouched. Run `instar abort`, then start again.");
    }
  }

  private Optional<String> identity(Connection connection, long sourceOid) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(IDENTITY)) {
      select.setString(1, names.publication());
      select.setLong(2, sourceOid);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }

  private boolean exists(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT FROM pg_publication WHERE pubname = ?")) {
      select.setString(1, names.publication());
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  /** Drops it, if it is there. Takes no lock on the source. */
  void drop(Connection connection, StepContext context) throws SQLException, InterruptedException {
    Politely.run(
        connection,
        context,
        List.of(),
        session ->
            session.execute(
                "DROP PUBLICATION IF EXISTS " + Identifiers.quote(names.publication())));
  }
}
