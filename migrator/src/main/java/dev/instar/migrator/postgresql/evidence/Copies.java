package dev.instar.migrator.postgresql.evidence;

import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.sql.SqlParser;
import dev.instar.migrator.postgresql.session.Queries;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Empty temporary copies of relations, under their own names, and what they are copies of. All are
 * in one schema, the session's temporary one, so that two of one name cannot be had. For one
 * session, which must not go on after {@link #drop} fails.
 */
final class Copies {
  private static final String TEMPORARY = "pg_temp";

  private static final String NAMES =
      """
      SELECT n.nspname, c.relname, c.relkind::text
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.oid = ANY (?)
      UNION ALL
      SELECT n.nspname, c.relname, c.relkind::text
      FROM pg_index i
      JOIN pg_class c ON c.oid = i.indexrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE i.indrelid = ANY (?)
      """;

  /** What is there now, with the table that an index or a sequence belongs to. */
  private static final String MADE =
      """
      SELECT c.oid::bigint, c.relname,
             (SELECT t.relname FROM pg_catalog.pg_class t
              WHERE t.oid = coalesce(i.indrelid, d.refobjid))
      FROM pg_catalog.pg_class c
      LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
      LEFT JOIN pg_catalog.pg_depend d
        ON c.relkind = 'S' AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
       AND d.objid = c.oid AND d.refclassid = d.classid AND d.deptype IN ('a', 'i')
      WHERE c.relnamespace = pg_catalog.pg_my_temp_schema()
      """;

  private final Connection connection;
  private final String ownSchema;
  private final Set<String> materialized = new HashSet<>();
  private final Map<Long, String> schemaOfCopy = new HashMap<>();
  private final Set<Long> given = new HashSet<>();
  private final Set<String> namesOfGiven = new HashSet<>();
  private Map<String, String> schemaOfName = new HashMap<>();

  private Copies(Connection connection, String ownSchema) {
    this.connection = connection;
    this.ownSchema = ownSchema;
  }

  /** There are no copies to be had. */
  static final class Impossible extends Exception {
    private static final long serialVersionUID = 1L;

    Impossible(String reason) {
      super(reason);
    }
  }

  /**
   * Makes them, each statement for itself: no lock is held longer than it takes.
   *
   * @param connection in autocommit mode, whose search_path is pg_catalog alone
   * @param ownSchema where what is made under a name without a schema would lie
   * @throws Impossible if something cannot be copied
   */
  static Copies make(Connection connection, Neighbourhood neighbourhood, String ownSchema)
      throws SQLException, Impossible {
    Copies copies = new Copies(connection, ownSchema);
    copies.names(neighbourhood);
    copies.refuseRules(neighbourhood);
    for (String statement : CopyScript.of(connection, neighbourhood)) {
      try {
        Queries.execute(connection, copies.renamed(statement));
      } catch (SQLException e) {
        throw new Impossible("its tables cannot be copied: " + Trial.message(e));
      }
    }
    copies.look();
    copies.given.addAll(copies.schemaOfCopy.keySet());
    copies.namesOfGiven.addAll(copies.schemaOfName.keySet());
    return copies;
  }

  private void names(Neighbourhood neighbourhood) throws SQLException, Impossible {
    Set<Long> relations = new HashSet<>(neighbourhood.tables());
    relations.addAll(neighbourhood.views());
    relations.addAll(neighbourhood.sequences());
    for (Relation relation :
        Queries.rows(
            connection,
            NAMES,
            row ->
                new Relation(
                    new TableName(row.getString(1), row.getString(2)),
                    row.getString(3).equals("m")),
            Queries.numberArray(connection, relations),
            Queries.numberArray(connection, neighbourhood.tables()))) {
      TableName name = relation.name();
      String other = schemaOfName.put(name.name(), name.schema());
      if (other != null) {
        throw new Impossible("%s.%s and %s have one name".formatted(other, name.name(), name));
      }
      if (relation.materialized()) {
        materialized.add(name.name());
      }
    }
  }

  private record Relation(TableName name, boolean materialized) {}

  /** To make a rule is to lock what its actions write. */
  private void refuseRules(Neighbourhood neighbourhood) throws SQLException, Impossible {
    List<String> ruled =
        Queries.texts(
            connection,
            """
            SELECT c.relname FROM pg_rewrite w JOIN pg_class c ON c.oid = w.ev_class
            WHERE w.rulename <> '_RETURN' AND c.oid = ANY (?)
            """,
            Queries.numberArray(connection, neighbourhood.tables()));
    if (!ruled.isEmpty()) {
      throw new Impossible(ruled.getFirst() + " has rules, which are not copied");
    }
  }

  /** A statement over originals as one over their copies. */
  String renamed(String statement) {
    return SqlParser.renamed(statement, this::copy);
  }

  private Optional<QualifiedName> copy(QualifiedName name) {
    return schemaOfName.getOrDefault(name.name(), "").equals(name.schema().orElseThrow())
        ? Optional.of(QualifiedName.of(TEMPORARY, name.name()))
        : Optional.empty();
  }

  /**
   * Says what a statement is about to make, which is then made among the copies.
   *
   * @throws Impossible if there is something of that name there that is a copy of something else
   */
  void expect(List<QualifiedName> made) throws Impossible {
    for (QualifiedName name : made) {
      String schema = name.schema().orElse(ownSchema);
      String other = schemaOfName.putIfAbsent(name.name(), schema);
      if (other != null && !other.equals(schema)) {
        throw new Impossible(
            "%s.%s and %s.%s have one name".formatted(other, name.name(), schema, name.name()));
      }
    }
  }

  /** Whether something has this name. */
  boolean has(String name) {
    return schemaOfName.containsKey(name);
  }

  /** Whether a relation was there before the script. */
  boolean given(TableName copy) {
    return namesOfGiven.contains(copy.name());
  }

  /** Whether a name is that of a view that stands for a materialized one. */
  boolean materialized(QualifiedName name) {
    return materialized.contains(name.name());
  }

  /** The original of a copy, by the names at the last {@link #look}. */
  TableName original(TableName copy) {
    return new TableName(schemaOfName.getOrDefault(copy.name(), TEMPORARY), copy.name());
  }

  /** Finds out what the copies are called by now. */
  void look() throws SQLException {
    Map<String, String> found = new HashMap<>();
    Map<Long, String[]> added = new HashMap<>();
    Set<String> ofGiven = new HashSet<>();
    Queries.rows(
        connection,
        MADE,
        row -> {
          long oid = row.getLong(1);
          String name = row.getString(2);
          String schema = schemaOfCopy.getOrDefault(oid, schemaOfName.get(name));
          if (schema == null) {
            added.put(oid, new String[] {name, row.getString(3)});
          } else {
            schemaOfCopy.put(oid, schema);
            found.put(name, schema);
            if (given.contains(oid)) {
              ofGiven.add(name);
            }
          }
          return oid;
        });
    // What a statement has made lies where its table does.
    added.forEach(
        (oid, names) -> {
          String schema = found.get(names[1]);
          if (schema != null) {
            schemaOfCopy.put(oid, schema);
            found.put(names[0], schema);
          }
        });
    schemaOfName = found;
    namesOfGiven.clear();
    namesOfGiven.addAll(ofGiven);
  }

  /** The copies first, then what the user's names mean. */
  void inPath(String usersPath) throws SQLException {
    Queries.execute(
        connection,
        "SELECT pg_catalog.set_config('search_path', "
            + Identifiers.literal(usersPath.isEmpty() ? TEMPORARY : TEMPORARY + ", " + usersPath)
            + ", false)");
  }

  /** The schema in which they are, as the catalog calls it. */
  String schema() throws SQLException {
    return Queries.texts(
            connection, "SELECT pg_catalog.pg_my_temp_schema()::pg_catalog.regnamespace::text")
        .getFirst();
  }

  /** Removes all of them. */
  static void drop(Connection connection) throws SQLException {
    Queries.execute(connection, "DISCARD TEMP");
  }
}
