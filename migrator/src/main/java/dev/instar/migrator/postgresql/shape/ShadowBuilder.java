package dev.instar.migrator.postgresql.shape;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.postgresql.session.Queries;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Makes and removes the empty shadow of a rebuild. Stateless. */
public final class ShadowBuilder {
  private static final String KEY_INDEX = "instar_key";

  private ShadowBuilder() {}

  /**
   * Makes both schemas and the shadow: a clone of the source without what acts on rows, changed by
   * the user's ALTER TABLE, without its indexes, which the result lists. Runs in the caller's
   * transaction, which the caller commits, or rolls back if this throws.
   *
   * @param connection in a transaction, {@code search_path = pg_catalog}
   * @param searchPath where the names of the user's text are looked up
   * @throws MigrationException if the table or the statement cannot be rebuilt this way
   */
  public static Shape create(
      Connection connection, ShadowNames names, StepAction.Rebuild rebuild, List<String> searchPath)
      throws SQLException {
    if (connection.getAutoCommit()) {
      throw new IllegalStateException("the shadow is made in a transaction");
    }
    TableName source = names.source();
    long sourceOid = oid(connection, source);
    CatalogFacts sourceFacts = CatalogFacts.of(connection, sourceOid);
    refuseWhatIsNotATable(source, sourceFacts);
    Dependents.requireCarried(connection, source, sourceOid);
    createSchemas(connection, names, sourceFacts);
    long shadowOid = new TableClone(connection, sourceOid, names.shadow()).create();
    CatalogFacts before = CatalogFacts.of(connection, shadowOid);
    Cloned.requireComplete(source, sourceFacts, before);

    List<ShadowColumn> columnsBefore = ShadowColumn.of(connection, shadowOid);
    alter(connection, names.shadow(), source, rebuild, searchPath);
    List<ShadowColumn> columnsAfter = ShadowColumn.of(connection, shadowOid);
    CatalogFacts after = CatalogFacts.of(connection, shadowOid);

    Probe probe = new Probe(connection, source, names.shadow().schema(), searchPath);
    Transform transform =
        Transform.of(probe, source.quoted(), columnsBefore, columnsAfter, rebuild.using());
    // Numbers of the source's own columns may have gaps; the clone's stand for them.
    KeyChoice key =
        KeyChoice.of(
            connection, source, sourceOid, columnsBefore, columnsAfter, probe, rebuild.using());
    List<Shape.AddedForeignKey> foreignKeys =
        takeForeignKeys(connection, names.shadow(), shadowOid);
    List<DeferredIndex> deferred = takeIndexes(connection, names.shadow(), shadowOid, key);
    Shape shape =
        new Shape(
            sourceOid,
            shadowOid,
            source,
            names.shadow(),
            transform.sourceRelation(),
            transform.columns(),
            transform.generated(),
            columnsAfter.stream().anyMatch(column -> column.identity().equals("a")),
            key.columns(),
            key.orderPreserved(),
            key.equalityCoarser(),
            deferred,
            foreignKeys,
            FactsChange.between(before, after),
            Cloned.of(sourceFacts));
    checkAssignable(connection, shape);
    return shape;
  }

  /**
   * Removes the shadow and its schema, and the schema for the old table while that is empty. Runs
   * in the caller's transaction. Idempotent; does not touch what a swap has retained.
   */
  public static void drop(Connection connection, ShadowNames names) throws SQLException {
    Queries.execute(
        connection,
        "DROP SCHEMA IF EXISTS " + Identifiers.quote(names.shadow().schema()) + " CASCADE");
    boolean retained =
        !Queries.texts(
                connection,
                "SELECT to_regclass(?)::text WHERE to_regclass(?) IS NOT NULL",
                names.retained().quoted(),
                names.retained().quoted())
            .isEmpty();
    if (!retained) {
      Queries.execute(
          connection, "DROP SCHEMA IF EXISTS " + Identifiers.quote(names.retained().schema()));
    }
  }

  private static long oid(Connection connection, TableName table) throws SQLException {
    return Queries.first(
            connection,
            "SELECT to_regclass(?)::oid",
            row -> row.getObject(1) == null ? null : row.getLong(1),
            table.quoted())
        .orElseThrow(
            () ->
                new MigrationException(
                    ErrorCode.OBJECT_MISSING, "there is no table " + table, "Check its name."));
  }

  private static void refuseWhatIsNotATable(TableName source, CatalogFacts facts) {
    SortedMap<String, String> lines = facts.lines();
    if (!"r".equals(lines.get("table kind")) || lines.containsKey("table partition")) {
      throw new MigrationException(
          ErrorCode.UNSAFE,
          source + " is not an ordinary table",
          "Partitioned tables, partitions and foreign tables cannot be rebuilt.");
    }
    if (!"p".equals(lines.get("table persistence"))) {
      throw new MigrationException(
          ErrorCode.UNSAFE,
          source + " is unlogged or temporary, so that its changes are in no stream",
          "Run the statement natively, or SET LOGGED first.");
    }
  }

  /** Nobody but the owner may look up names in them. */
  private static void createSchemas(Connection connection, ShadowNames names, CatalogFacts facts)
      throws SQLException {
    String owner = Identifiers.quote(facts.lines().get("table owner"));
    for (String schema : List.of(names.shadow().schema(), names.retained().schema())) {
      String quoted = Identifiers.quote(schema);
      Queries.execute(connection, "CREATE SCHEMA " + quoted + " AUTHORIZATION " + owner);
      Queries.execute(
          connection,
          Queries.texts(
              connection,
              """
              SELECT format('REVOKE ALL ON SCHEMA %s FROM %s', ?,
                            CASE x.grantee WHEN 0 THEN 'PUBLIC'
                                           ELSE quote_ident(pg_get_userbyid(x.grantee)) END)
                FROM pg_namespace n, aclexplode(n.nspacl) x
               WHERE n.nspname = ? AND x.grantee <> n.nspowner
              """,
              quoted,
              schema));
    }
  }

  private static void alter(
      Connection connection,
      TableName shadow,
      TableName source,
      StepAction.Rebuild rebuild,
      List<String> searchPath)
      throws SQLException {
    String statement =
        "ALTER TABLE " + shadow.quoted() + " " + String.join("\n, ", rebuild.actions());
    try {
      Queries.execute(connection, List.of(Probe.searchPath(searchPath), statement));
    } catch (SQLException e) {
      throw new MigrationException(
          ErrorCode.STATEMENT_UNSUPPORTED,
          "ALTER TABLE " + source + " is refused by the server: " + e.getMessage(),
          "The statement would fail in the same way if it were run as written.",
          e);
    }
    Queries.execute(connection, Probe.searchPath(List.of("pg_catalog")));
  }

  /**
   * Foreign keys come alive in the swap only: on a lagging shadow they fail the application (I9).
   */
  private static List<Shape.AddedForeignKey> takeForeignKeys(
      Connection connection, TableName shadow, long shadowOid) throws SQLException {
    List<Shape.AddedForeignKey> added =
        Queries.rows(
            connection,
            """
            SELECT k.conname, n.nspname, r.relname, pg_get_constraintdef(k.oid)
              FROM pg_constraint k
              JOIN pg_class r ON r.oid = k.confrelid
              JOIN pg_namespace n ON n.oid = r.relnamespace
             WHERE k.conrelid = ?::oid AND k.contype = 'f' AND k.conparentid = 0 ORDER BY k.oid
            """,
            row ->
                new Shape.AddedForeignKey(
                    row.getString(1),
                    new TableName(row.getString(2), row.getString(3)),
                    row.getString(4)),
            shadowOid);
    for (Shape.AddedForeignKey key : added) {
      Queries.execute(
          connection,
          "ALTER TABLE " + shadow.quoted() + " DROP CONSTRAINT " + Identifiers.quote(key.name()));
    }
    return added;
  }

  private static List<DeferredIndex> takeIndexes(
      Connection connection, TableName shadow, long shadowOid, KeyChoice key) throws SQLException {
    List<String> keyColumns = key.columns().stream().map(KeyColumn::name).toList();
    List<String> usable =
        KeyChoice.candidates(connection, shadowOid).stream()
            .filter(candidate -> candidate.columns().equals(keyColumns))
            .map(KeyChoice.Candidate::index)
            .toList();
    List<DeferredIndex> result = new ArrayList<>();
    for (IndexDefinitions.Index index : IndexDefinitions.of(connection, shadowOid)) {
      boolean isKey = !usable.isEmpty() && usable.get(0).equals(index.name());
      DeferredIndex deferred =
          new DeferredIndex(
              index.name(),
              isKey,
              index.unique() || index.constraint().isPresent(),
              false,
              index.tablespace(),
              index.statements(shadow));
      result.add(isKey ? 0 : result.size(), deferred);
    }
    for (IndexDefinitions.Index index : IndexDefinitions.of(connection, shadowOid)) {
      Queries.execute(connection, index.dropStatement(shadow));
    }
    if (usable.isEmpty()) {
      result.add(0, temporaryKey(shadow, keyColumns, result));
    }
    return result;
  }

  private static DeferredIndex temporaryKey(
      TableName shadow, List<String> columns, List<DeferredIndex> others) {
    String name = KEY_INDEX;
    for (int n = 2; nameTaken(name, shadow, others); n++) {
      name = KEY_INDEX + "_" + n;
    }
    String list = String.join(", ", columns.stream().map(Identifiers::quote).toList());
    return new DeferredIndex(
        name,
        true,
        true,
        true,
        "",
        List.of(
            "CREATE UNIQUE INDEX "
                + Identifiers.quote(name)
                + " ON "
                + shadow.quoted()
                + " ("
                + list
                + ")"));
  }

  private static boolean nameTaken(String name, TableName shadow, List<DeferredIndex> others) {
    return name.equals(shadow.name()) || others.stream().anyMatch(o -> o.name().equals(name));
  }

  /** The copy's INSERT, planned and not run: a value that cannot be assigned is found now. */
  private static void checkAssignable(Connection connection, Shape shape) throws SQLException {
    try {
      Queries.execute(
          connection,
          "EXPLAIN INSERT INTO "
              + shape.shadow().quoted()
              + " ("
              + shape.insertColumns()
              + ")"
              + (shape.overridingSystemValue() ? " OVERRIDING SYSTEM VALUE" : "")
              + " SELECT "
              + shape.selectList()
              + " FROM "
              + shape.sourceRelation());
    } catch (SQLException e) {
      throw new MigrationException(
          ErrorCode.STATEMENT_UNSUPPORTED,
          "rows of " + shape.source() + " cannot take the new shape: " + e.getMessage(),
          "Write USING with an explicit cast to the new type.",
          e);
    }
  }
}
