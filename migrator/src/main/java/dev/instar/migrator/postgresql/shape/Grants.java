package dev.instar.migrator.postgresql.shape;

import dev.instar.migrator.postgresql.session.Queries;
import dev.instar.migrator.schema.Identifiers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The privileges of a relation and of its columns as the statements that give another relation
 * exactly these, whatever default privileges it was born with.
 */
final class Grants {
  private static final String QUERY =
      """
      SELECT acl.column_name, pg_get_userbyid(acl.grantor), acl.grantee,
             pg_get_userbyid(acl.grantee), acl.privilege_type, acl.is_grantable
        FROM (SELECT NULL::name AS column_name, x.*
                FROM pg_class c,
                     aclexplode(coalesce(c.relacl,
                       acldefault((CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END)::"char", c.relowner))) x
               WHERE c.oid = ?::oid
              UNION ALL
              SELECT a.attname, x.*
                FROM pg_attribute a, aclexplode(a.attacl) x
               WHERE a.attrelid = ?::oid AND NOT a.attisdropped) acl
       ORDER BY acl.column_name NULLS FIRST, acl.grantor, acl.grantee, acl.privilege_type
      """;

  /** Whoever a new relation of this session's role may be granted to at birth. */
  private static final String BORN_WITH =
      """
      SELECT DISTINCT CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(r.rolname) END
        FROM pg_default_acl d, aclexplode(d.defaclacl) x LEFT JOIN pg_roles r ON r.oid = x.grantee
       WHERE d.defaclobjtype IN ('r', 'S')
         AND d.defaclrole = (SELECT oid FROM pg_roles WHERE rolname = current_user)
      """;

  private record Entry(
      String column, String grantor, String grantee, String privilege, boolean grantable) {}

  private Grants() {}

  /**
   * The statements that make {@code target}'s privileges those of {@code relation}. Needs an owner
   * who is the same already.
   *
   * @param owner the owner's name, unquoted
   * @param kind TABLE or SEQUENCE, as GRANT names it
   * @param target quoted
   */
  static List<String> statements(
      Connection connection, long relation, String owner, String kind, String target)
      throws SQLException {
    List<Entry> entries = entries(connection, relation);
    String on = " ON " + kind + " " + target;
    List<String> result = new ArrayList<>();
    Set<String> born = new HashSet<>(Queries.texts(connection, BORN_WITH));
    Stream.concat(Stream.of("PUBLIC", Identifiers.quote(owner)), born.stream())
        .distinct()
        .sorted()
        .forEach(grantee -> result.add("REVOKE ALL" + on + " FROM " + grantee + " CASCADE"));
    for (Entry entry : inOrderOfGrantors(entries, owner)) {
      boolean foreign = !entry.grantor.equals(owner);
      if (foreign) {
        result.add("SET LOCAL ROLE " + Identifiers.quote(entry.grantor));
      }
      result.add(
          "GRANT "
              + entry.privilege
              + (entry.column == null ? "" : " (" + Identifiers.quote(entry.column) + ")")
              + on
              + " TO "
              + entry.grantee
              + (entry.grantable ? " WITH GRANT OPTION" : ""));
      if (foreign) {
        result.add("SET LOCAL ROLE NONE");
      }
    }
    return result;
  }

  /** Who has granted something on the relation. */
  static Set<String> grantors(Connection connection, long relation) throws SQLException {
    return entries(connection, relation).stream().map(Entry::grantor).collect(Collectors.toSet());
  }

  private static List<Entry> entries(Connection connection, long relation) throws SQLException {
    return Queries.rows(
        connection,
        QUERY,
        row ->
            new Entry(
                row.getString(1),
                row.getString(2),
                row.getLong(3) == 0 ? "PUBLIC" : Identifiers.quote(row.getString(4)),
                row.getString(5),
                row.getBoolean(6)),
        relation,
        relation);
  }

  /** Who grants must have been granted the option before: the owner's first, then breadth-first. */
  private static List<Entry> inOrderOfGrantors(List<Entry> entries, String owner) {
    List<Entry> waiting = new ArrayList<>(entries);
    List<Entry> ordered = new ArrayList<>();
    Set<String> able = new HashSet<>(Set.of(owner));
    while (!waiting.isEmpty()) {
      List<Entry> ready = waiting.stream().filter(entry -> able.contains(entry.grantor)).toList();
      if (ready.isEmpty()) {
        // Grantors whose own option is gone; the server will say what it thinks of it.
        ready = List.copyOf(waiting);
      }
      ordered.addAll(ready);
      waiting.removeAll(ready);
      for (Entry entry : ready) {
        if (entry.grantable) {
          able.add(unquoted(entry.grantee));
        }
      }
    }
    return ordered;
  }

  private static String unquoted(String quoted) {
    return quoted.startsWith("\"")
        ? quoted.substring(1, quoted.length() - 1).replace("\"\"", "\"")
        : quoted;
  }
}
