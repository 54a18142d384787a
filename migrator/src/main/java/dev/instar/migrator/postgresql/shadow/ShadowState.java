package dev.instar.migrator.postgresql.shadow;

import dev.instar.changelog.Key;
import dev.instar.changelog.LogPosition;
import dev.instar.changelog.postgresql.Lsn;
import dev.instar.migrator.postgresql.shape.ShadowNames;
import dev.instar.migrator.postgresql.shape.Swap;
import dev.instar.migrator.schema.TableName;
import dev.instar.migrator.shadow.ledger.KeyRange;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One rebuild step's rows in the state tables. Every method runs in the caller's transaction, so
 * that a position travels with its data (I5). Immutable; may be shared between threads.
 */
record ShadowState(long migration, String step) {

  /** How far a rebuild has come, as it is saved. */
  enum Phase {
    /** Publication, slot and shadow exist; older transactions have not all ended yet. */
    CREATED,
    /** Copying, applying, verifying: what the pipeline does. */
    COPYING,
    /** The new shape is live; validations and cleaning up are left. */
    SWAPPED,
    /** Nothing is left to do until the old table is dropped. */
    FINISHED;

    String saved() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * What the row says.
   *
   * @param shape as {@code ShapeDocument} writes it
   * @param publication which publication was made, as {@link Publication} tells one from another
   */
  record Row(
      Phase phase,
      Lsn position,
      String shape,
      String publication,
      List<Swap.Validation> validations) {
    Row {
      validations = List.copyOf(validations);
    }
  }

  Optional<Row> read(Connection connection) throws SQLException {
    try (PreparedStatement select =
        prepare(
            connection,
            "SELECT phase, position::text, (document -> 'shape')::text, document ->> 'publication',"
                + " validations FROM instar.shadow"
                + " WHERE migration_id = ? AND step_id = ?")) {
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        return Optional.of(
            new Row(
                Phase.valueOf(row.getString(1).toUpperCase(java.util.Locale.ROOT)),
                Lsn.parse(row.getString(2)),
                row.getString(3),
                row.getString(4),
                validations((Object[]) row.getArray(5).getArray())));
      }
    }
  }

  /** The new shape is live; {@code validations} are the constraints that are still to be proven. */
  void saveSwapped(Connection connection, List<Swap.Validation> validations) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE instar.shadow SET phase = ?, validations = ?"
                + " WHERE migration_id = ? AND step_id = ?")) {
      update.setString(1, Phase.SWAPPED.saved());
      update.setArray(2, connection.createArrayOf("text", lines(validations)));
      update.setLong(3, migration);
      update.setString(4, step);
      update.executeUpdate();
    }
  }

  /** Enters what was made. {@code shape} and {@code publication} are as in {@link Row}. */
  void insert(
      Connection connection,
      ShadowNames names,
      long sourceOid,
      Lsn position,
      String shape,
      String publication)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO instar.shadow (migration_id, step_id, source_schema, source_name,"
                + " source_oid, shadow_schema, retained_schema, slot, publication, phase, position,"
                + " document) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'created', CAST(? AS pg_lsn),"
                + " jsonb_build_object('shape', CAST(? AS jsonb), 'publication', CAST(? AS"
                + " text)))")) {
      insert.setLong(1, migration);
      insert.setString(2, step);
      insert.setString(3, names.source().schema());
      insert.setString(4, names.source().name());
      insert.setLong(5, sourceOid);
      insert.setString(6, names.shadow().schema());
      insert.setString(7, names.retained().schema());
      insert.setString(8, names.slot());
      insert.setString(9, names.publication());
      insert.setString(10, position.text());
      insert.setString(11, shape);
      insert.setString(12, publication);
      insert.executeUpdate();
    }
  }

  /**
   * Goes on to the next phase, from the one before it and from no other: in the transaction of
   * somebody who has been taken for dead this changes nothing.
   */
  void savePhase(Connection connection, Phase before, Phase after) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE instar.shadow SET phase = ?"
                + " WHERE migration_id = ? AND step_id = ? AND phase = ?")) {
      update.setString(1, after.saved());
      update.setLong(2, migration);
      update.setString(3, step);
      update.setString(4, before.saved());
      update.executeUpdate();
    }
  }

  /** Never moves a position back: of two transactions the later to commit may have read earlier. */
  void savePosition(Connection connection, LogPosition position) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE instar.shadow SET position = greatest(position, CAST(? AS pg_lsn))"
                + " WHERE migration_id = ? AND step_id = ?")) {
      update.setString(1, position.text());
      update.setLong(2, migration);
      update.setString(3, step);
      update.executeUpdate();
    }
  }

  void addRange(Connection connection, KeyRange range, long rows) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO instar.copied_range (migration_id, step_id, lower, upper, rows)"
                + " VALUES (?, ?, ?, ?, ?)")) {
      insert.setLong(1, migration);
      insert.setString(2, step);
      insert.setArray(3, array(connection, range.lower()));
      insert.setArray(4, array(connection, range.upper()));
      insert.setLong(5, rows);
      insert.executeUpdate();
    }
  }

  void removeRanges(Connection connection) throws SQLException {
    try (PreparedStatement delete =
        prepare(
            connection, "DELETE FROM instar.copied_range WHERE migration_id = ? AND step_id = ?")) {
      delete.executeUpdate();
    }
  }

  List<KeyRange> ranges(Connection connection) throws SQLException {
    try (PreparedStatement select =
        prepare(
            connection,
            "SELECT lower, upper FROM instar.copied_range WHERE migration_id = ? AND step_id ="
                + " ?")) {
      try (ResultSet rows = select.executeQuery()) {
        List<KeyRange> ranges = new ArrayList<>();
        while (rows.next()) {
          ranges.add(new KeyRange(key(rows.getArray(1)), key(rows.getArray(2))));
        }
        return ranges;
      }
    }
  }

  /** How many rows were copied in the finished ranges. */
  long rowsCopied(Connection connection) throws SQLException {
    try (PreparedStatement select =
            prepare(
                connection,
                "SELECT coalesce(sum(rows), 0) FROM instar.copied_range"
                    + " WHERE migration_id = ? AND step_id = ?");
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  void remove(Connection connection) throws SQLException {
    try (PreparedStatement delete =
        prepare(connection, "DELETE FROM instar.shadow WHERE migration_id = ? AND step_id = ?")) {
      delete.executeUpdate();
    }
  }

  /** Schema, table, constraint. */
  private static String[][] lines(List<Swap.Validation> validations) {
    return validations.stream()
        .map(v -> new String[] {v.table().schema(), v.table().name(), v.constraint()})
        .toArray(String[][]::new);
  }

  private static List<Swap.Validation> validations(Object[] lines) {
    List<Swap.Validation> validations = new ArrayList<>();
    for (Object line : lines) {
      String[] parts = (String[]) line;
      validations.add(new Swap.Validation(new TableName(parts[0], parts[1]), parts[2]));
    }
    return validations;
  }

  private PreparedStatement prepare(Connection connection, String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setLong(1, migration);
    statement.setString(2, step);
    return statement;
  }

  private static Array array(Connection connection, Optional<Key> key) throws SQLException {
    return key.isEmpty() ? null : connection.createArrayOf("text", key.get().values().toArray());
  }

  private static Optional<Key> key(Array array) throws SQLException {
    return array == null
        ? Optional.empty()
        : Optional.of(new Key(Arrays.asList((String[]) array.getArray())));
  }
}
