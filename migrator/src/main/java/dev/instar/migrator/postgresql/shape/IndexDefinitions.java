package dev.instar.migrator.postgresql.shape;

import dev.instar.migrator.postgresql.session.Queries;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The indexes of a table as statements that make the same ones on a table elsewhere. */
final class IndexDefinitions {
  private static final String QUERY =
      """
      SELECT c.relname, coalesce(s.spcname, ''), i.indisunique, i.indexrelid,
             substr(pg_get_indexdef(c.oid),
                    length(format('CREATE %sINDEX %I ON %I.%I ',
                                  CASE WHEN i.indisunique THEN 'UNIQUE ' ELSE '' END,
                                  c.relname, n.nspname, t.relname)) + 1),
             k.conname, pg_get_constraintdef(k.oid),
             k.contype IN ('p', 'u') AND m.amname = 'btree' AND NOT i.indisexclusion,
             CASE k.contype WHEN 'p' THEN 'PRIMARY KEY' ELSE 'UNIQUE' END,
             coalesce(k.condeferrable, false), coalesce(k.condeferred, false),
             i.indisclustered, i.indisreplident,
             obj_description(c.oid, 'pg_class'), obj_description(k.oid, 'pg_constraint'),
             (SELECT array_agg(a.attnum || ' SET STATISTICS ' || a.attstattarget)
                FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attstattarget >= 0)
        FROM pg_index i
        JOIN pg_class c ON c.oid = i.indexrelid
        JOIN pg_class t ON t.oid = i.indrelid
        JOIN pg_namespace n ON n.oid = t.relnamespace
        JOIN pg_am m ON m.oid = c.relam
        LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace
        LEFT JOIN pg_constraint k ON k.conindid = c.oid AND k.conrelid = t.oid
                                 AND k.contype IN ('p', 'u', 'x')
       WHERE i.indrelid = ?::oid
       ORDER BY i.indexrelid
      """;

  private IndexDefinitions() {}

  /** A constraint that an index carries. */
  record Constraint(
      String name,
      String definition,
      boolean attachable,
      String kind,
      boolean deferrable,
      boolean deferred,
      Optional<String> comment) {}

  /**
   * One index.
   *
   * @param definition what follows the table's name in CREATE INDEX, from USING on
   */
  record Index(
      long oid,
      String name,
      String tablespace,
      boolean unique,
      String definition,
      Optional<Constraint> constraint,
      boolean clustered,
      boolean replicaIdentity,
      Optional<String> comment,
      List<String> statistics) {

    /** What makes it on that table, which lies in the schema its name says. */
    List<String> statements(TableName table) {
      List<String> result = new ArrayList<>();
      String alterTable = "ALTER TABLE " + table.quoted() + " ";
      String quoted = Identifiers.quote(name);
      String qualified = new TableName(table.schema(), name).quoted();
      if (constraint.isEmpty() || constraint.get().attachable()) {
        result.add(
            "CREATE "
                + (unique ? "UNIQUE " : "")
                + "INDEX "
                + quoted
                + " ON "
                + table.quoted()
                + " "
                + definition);
      }
      constraint.ifPresent(
          c -> {
            result.add(
                alterTable + "ADD CONSTRAINT " + Identifiers.quote(c.name()) + " " + body(c));
            c.comment()
                .ifPresent(
                    text ->
                        result.add(
                            "COMMENT ON CONSTRAINT "
                                + Identifiers.quote(c.name())
                                + " ON "
                                + table.quoted()
                                + " IS "
                                + Identifiers.literal(text)));
          });
      comment.ifPresent(
          text -> result.add("COMMENT ON INDEX " + qualified + " IS " + Identifiers.literal(text)));
      statistics.forEach(s -> result.add("ALTER INDEX " + qualified + " ALTER COLUMN " + s));
      if (clustered) {
        result.add(alterTable + "CLUSTER ON " + quoted);
      }
      if (replicaIdentity) {
        result.add(alterTable + "REPLICA IDENTITY USING INDEX " + quoted);
      }
      return result;
    }

    private String body(Constraint c) {
      if (!c.attachable()) {
        return c.definition();
      }
      return c.kind()
          + " USING INDEX "
          + Identifiers.quote(name)
          + (c.deferrable() ? " DEFERRABLE" : "")
          + (c.deferred() ? " INITIALLY DEFERRED" : "");
    }

    /** What removes it from that table. */
    String dropStatement(TableName table) {
      return constraint
          .map(
              c ->
                  "ALTER TABLE "
                      + table.quoted()
                      + " DROP CONSTRAINT "
                      + Identifiers.quote(c.name()))
          .orElseGet(() -> "DROP INDEX " + new TableName(table.schema(), name).quoted());
    }
  }

  static List<Index> of(Connection connection, long table) throws SQLException {
    return Queries.rows(
        connection,
        QUERY,
        row -> {
          Optional<Constraint> constraint =
              row.getString(6) == null
                  ? Optional.empty()
                  : Optional.of(
                      new Constraint(
                          row.getString(6),
                          row.getString(7),
                          row.getBoolean(8),
                          row.getString(9),
                          row.getBoolean(10),
                          row.getBoolean(11),
                          Optional.ofNullable(row.getString(15))));
          List<String> statistics =
              row.getArray(16) == null
                  ? List.of()
                  : List.of((String[]) row.getArray(16).getArray());
          return new Index(
              row.getLong(4),
              row.getString(1),
              row.getString(2),
              row.getBoolean(3),
              row.getString(5),
              constraint,
              row.getBoolean(12),
              row.getBoolean(13),
              Optional.ofNullable(row.getString(14)),
              statistics);
        },
        table);
  }
}
