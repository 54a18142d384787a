package dev.instar.migrator.postgresql.shape;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.postgresql.session.Queries;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The key that the pipeline goes by: NOT NULL, unique, in both shapes, and delivered by the stream
 * (invariant I2).
 *
 * @param columns in the index's order
 * @param orderPreserved as in {@link Shape}
 * @param equalityCoarser as in {@link Shape}
 */
record KeyChoice(List<KeyColumn> columns, boolean orderPreserved, boolean equalityCoarser) {

  /** A unique index of one of the two tables that could carry the key. */
  record Candidate(String index, boolean primary, boolean replicaIdentity, List<String> columns) {}

  /**
   * Chooses.
   *
   * @param before the source's columns
   * @param after the shadow's columns
   * @throws MigrationException with NO_USABLE_KEY
   */
  static KeyChoice of(
      Connection connection,
      TableName source,
      long sourceOid,
      List<ShadowColumn> before,
      List<ShadowColumn> after,
      Probe probe,
      Map<String, String> using)
      throws SQLException {
    String identity =
        Queries.texts(
                connection, "SELECT relreplident::text FROM pg_class WHERE oid = ?::oid", sourceOid)
            .get(0);
    List<Candidate> delivered =
        candidates(connection, sourceOid).stream()
            .filter(
                c ->
                    switch (identity) {
                      case "d" -> c.primary();
                      case "i" -> c.replicaIdentity();
                      case "f" -> true;
                      default -> false;
                    })
            .toList();
    if (delivered.isEmpty()) {
      throw refuse(
          source,
          identity.equals("n")
              ? "its replica identity is NOTHING, so that changes carry no key"
              : "it has no primary key that the change stream could deliver",
          "Give it a primary key, or REPLICA IDENTITY USING INDEX over a unique index of NOT NULL"
              + " columns.");
    }
    Map<String, ShadowColumn> sources = byName(before);
    Map<Integer, ShadowColumn> shadows =
        after.stream().collect(Collectors.toMap(ShadowColumn::number, Function.identity()));
    for (Candidate candidate : delivered) {
      Optional<KeyChoice> choice = choose(candidate, sources, shadows, probe, using);
      if (choice.isPresent()) {
        return choice.get();
      }
    }
    throw refuse(
        source,
        "the new shape drops, makes nullable or computes a column of "
            + delivered.stream().map(Candidate::index).collect(Collectors.joining(", ")),
        "Keep the key as it is in this statement, and change it in a later one.");
  }

  private static Optional<KeyChoice> choose(
      Candidate candidate,
      Map<String, ShadowColumn> sources,
      Map<Integer, ShadowColumn> shadows,
      Probe probe,
      Map<String, String> using)
      throws SQLException {
    List<KeyColumn> columns = new ArrayList<>();
    boolean ordered = true;
    boolean coarser = false;
    for (String name : candidate.columns()) {
      ShadowColumn source = sources.get(name);
      ShadowColumn shadow = shadows.get(source.number());
      if (shadow == null
          || !shadow.notNull()
          || !shadow.generated().isEmpty()
          || !source.generated().isEmpty()) {
        return Optional.empty();
      }
      KeyColumn column =
          new KeyColumn(
              name,
              source.type(),
              shadow.type(),
              source.collation(),
              source.deterministic(),
              source.byteOrder());
      if (using.containsKey(name)
          && !probe.same(using.get(name), column.shadowExpression(probe.sourceName()))) {
        return Optional.empty();
      }
      columns.add(column);
      ordered &= KeyTypes.orderPreserved(source, shadow);
      coarser |= !KeyTypes.equalityPreserved(source, shadow);
    }
    return Optional.of(new KeyChoice(columns, ordered, coarser));
  }

  /** Primary key first, then the shortest. */
  static List<Candidate> candidates(Connection connection, long table) throws SQLException {
    return Queries.rows(
        connection,
        """
        SELECT c.relname, i.indisprimary, i.indisreplident,
               (SELECT array_agg(a.attname::text ORDER BY k.position)
                  FROM unnest(i.indkey::int[]) WITH ORDINALITY k (number, position)
                  JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
                 WHERE k.position <= i.indnkeyatts)
          FROM pg_index i
          JOIN pg_class c ON c.oid = i.indexrelid
          JOIN pg_am m ON m.oid = c.relam
         WHERE i.indrelid = ?::oid AND i.indisunique AND i.indimmediate AND i.indisvalid
           AND i.indpred IS NULL AND i.indexprs IS NULL AND m.amname = 'btree'
           AND NOT EXISTS (SELECT FROM unnest(i.indkey::int[]) WITH ORDINALITY k (number, position)
                             JOIN pg_attribute a
                               ON a.attrelid = i.indrelid AND a.attnum = k.number
                            WHERE k.position <= i.indnkeyatts AND NOT a.attnotnull)
         ORDER BY i.indisprimary DESC, i.indnkeyatts, c.relname
        """,
        row ->
            new Candidate(
                row.getString(1),
                row.getBoolean(2),
                row.getBoolean(3),
                List.of((String[]) row.getArray(4).getArray())),
        table);
  }

  private static Map<String, ShadowColumn> byName(List<ShadowColumn> columns) {
    return columns.stream().collect(Collectors.toMap(ShadowColumn::name, Function.identity()));
  }

  private static MigrationException refuse(TableName source, String why, String advice) {
    return new MigrationException(
        ErrorCode.NO_USABLE_KEY,
        source + " cannot be rebuilt without stopping its writers: " + why,
        advice);
  }
}
