package dev.instar.migrator.postgresql.shape;

import dev.instar.migrator.postgresql.session.Queries;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Foreign keys of the table and to it, its own to itself among them. They come back NOT VALID, so
 * that nothing is scanned under the lock, and are validated afterwards.
 *
 * @param keys every one of them, the new shape's additions last
 */
record ForeignKeys(List<ForeignKey> keys) {
  /**
   * One.
   *
   * @param table who refers
   * @param referenced who is referred to
   * @param definition what follows the name in ADD CONSTRAINT, without NOT VALID
   * @param validated whether the server has proven it, so that it must be again
   * @param enforced whether it is checked at all (18)
   * @param kept whether its columns are in the new shape; the key of a dropped column goes with it
   * @param quotedName the constraint's name as the server quotes it, which is only where needed
   * @param quotedTable the referring table's name in the same way
   * @param added whether it comes with the new shape
   */
  record ForeignKey(
      String name,
      long tableOid,
      TableName table,
      boolean tablePartitioned,
      long referencedOid,
      TableName referenced,
      boolean referencedPartitioned,
      String definition,
      boolean validated,
      boolean enforced,
      String comment,
      boolean kept,
      String quotedName,
      String quotedTable,
      boolean added) {

    String drop() {
      return "ALTER TABLE " + table.quoted() + " DROP CONSTRAINT " + Identifiers.quote(name);
    }

    String add() {
      String statement =
          "ALTER TABLE "
              + table.quoted()
              + " ADD CONSTRAINT "
              + Identifiers.quote(name)
              + " "
              + definition
              + (enforced ? " NOT VALID" : "");
      return comment == null
          ? statement
          : statement
              + "; COMMENT ON CONSTRAINT "
              + Identifiers.quote(name)
              + " ON "
              + table.quoted()
              + " IS "
              + Identifiers.literal(comment);
    }

    /** How {@link CatalogFacts} of the table calls it. */
    String path(long swapped) {
      return tableOid == swapped
          ? "foreign key " + quotedName
          : "incoming foreign key " + quotedName + " of " + quotedTable;
    }
  }

  static ForeignKeys capture(Connection connection, Shape shape) throws SQLException {
    List<ForeignKey> keys =
        new ArrayList<>(
            Queries.rows(
                connection,
                """
                SELECT k.conname, c.oid, cn.nspname, c.relname, c.relkind = 'p',
                       r.oid, rn.nspname, r.relname, r.relkind = 'p',
                       regexp_replace(pg_get_constraintdef(k.oid), ' NOT VALID$', ''),
                       k.convalidated, pg_get_constraintdef(k.oid) !~ ' NOT ENFORCED$',
                       obj_description(k.oid, 'pg_constraint'),
                       k.conrelid <> ?::oid OR NOT EXISTS (
                         SELECT FROM pg_attribute a
                          WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)
                            AND a.attname NOT IN (SELECT attname FROM pg_attribute
                                                   WHERE attrelid = ?::oid)),
                       quote_ident(k.conname), format('%I.%I', cn.nspname, c.relname)
                  FROM pg_constraint k
                  JOIN pg_class c ON c.oid = k.conrelid
                  JOIN pg_namespace cn ON cn.oid = c.relnamespace
                  JOIN pg_class r ON r.oid = k.confrelid
                  JOIN pg_namespace rn ON rn.oid = r.relnamespace
                 WHERE k.contype = 'f' AND k.conparentid = 0
                   AND (k.conrelid = ?::oid OR k.confrelid = ?::oid)
                 ORDER BY cn.nspname, c.relname, k.conname
                """,
                ForeignKeys::read,
                shape.sourceOid(),
                shape.shadowOid(),
                shape.sourceOid(),
                shape.sourceOid()));
    for (Shape.AddedForeignKey key : shape.addedForeignKeys()) {
      keys.add(added(connection, shape, key));
    }
    return new ForeignKeys(keys);
  }

  private static ForeignKey read(ResultSet row) throws SQLException {
    return new ForeignKey(
        row.getString(1),
        row.getLong(2),
        new TableName(row.getString(3), row.getString(4)),
        row.getBoolean(5),
        row.getLong(6),
        new TableName(row.getString(7), row.getString(8)),
        row.getBoolean(9),
        row.getString(10),
        row.getBoolean(11),
        row.getBoolean(12),
        row.getString(13),
        row.getBoolean(14),
        row.getString(15),
        row.getString(16),
        false);
  }

  private static ForeignKey added(Connection connection, Shape shape, Shape.AddedForeignKey key)
      throws SQLException {
    long oid =
        Queries.rows(
                connection,
                "SELECT ?::regclass::oid",
                row -> row.getLong(1),
                key.referenced().quoted())
            .get(0);
    boolean enforced = !key.definition().endsWith(" NOT ENFORCED");
    return new ForeignKey(
        key.name(),
        shape.sourceOid(),
        shape.source(),
        false,
        oid,
        key.referenced(),
        false,
        key.definition().replaceFirst(" NOT VALID$", ""),
        enforced && !key.definition().endsWith(" NOT VALID"),
        enforced,
        null,
        true,
        Queries.texts(connection, "SELECT quote_ident(?)", key.name()).get(0),
        "",
        true);
  }

  Carried carried() {
    return new Carried(
        keys.stream().filter(key -> !key.added()).map(ForeignKey::drop).toList(),
        keys.stream().filter(ForeignKey::kept).map(ForeignKey::add).toList());
  }
}
