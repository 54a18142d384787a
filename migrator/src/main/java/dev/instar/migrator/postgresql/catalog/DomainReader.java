package dev.instar.migrator.postgresql.catalog;

import dev.instar.engine.sql.QualifiedName;
import dev.instar.migrator.schema.DomainUse;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the tables that store values of domains, after get_rels_with_domain in typecmds.c. */
final class DomainReader {
  private static final String USES =
      """
      WITH RECURSIVE type AS (
        SELECT t.oid AS domain, t.oid, false AS nested
        FROM pg_catalog.pg_type t WHERE t.oid = ANY (?)
        UNION
        SELECT type.domain, above.oid, type.nested OR above.inside
        FROM type, LATERAL (
          SELECT d.oid, false AS inside FROM pg_catalog.pg_type d
           WHERE d.typtype = 'd' AND d.typbasetype = type.oid
          UNION ALL
          SELECT a.typarray, true FROM pg_catalog.pg_type a
           WHERE a.oid = type.oid AND a.typarray <> 0
          UNION ALL
          SELECT r.rngtypid, true FROM pg_catalog.pg_range r WHERE r.rngsubtype = type.oid
          UNION ALL
          SELECT c.reltype, true
          FROM pg_catalog.pg_attribute f JOIN pg_catalog.pg_class c ON c.oid = f.attrelid
           WHERE f.atttypid = type.oid AND NOT f.attisdropped AND c.relkind IN ('c', 'r', 'p')
             AND c.reltype <> 0) AS above)
      SELECT DISTINCT type.domain::bigint AS domain, c.oid::bigint AS oid, type.nested
      FROM type
      JOIN pg_catalog.pg_attribute a
        ON a.atttypid = type.oid AND a.attnum > 0 AND NOT a.attisdropped
      JOIN pg_catalog.pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'm')
      """;

  private DomainReader() {}

  /** A table and a domain that it stores. */
  private record Use(long domain, long table, boolean nested) {}

  /** What was found, before the tables are read. */
  static final class Found {
    private final Map<String, Long> domains;
    private final List<Use> uses;

    private Found(Map<String, Long> domains, List<Use> uses) {
      this.domains = domains;
      this.uses = uses;
    }

    /** The oids of the tables. */
    Set<Long> tables() {
      Set<Long> oids = new HashSet<>();
      uses.forEach(u -> oids.add(u.table()));
      return oids;
    }

    /** The uses of each domain, under its name as written. */
    Map<String, DomainUse> among(Collection<Table> tables) {
      Map<Long, TableName> names = new HashMap<>();
      tables.forEach(t -> names.put(t.oid(), t.name()));
      Map<String, DomainUse> found = new HashMap<>();
      domains.forEach(
          (name, domain) -> {
            Set<TableName> direct = new HashSet<>();
            Optional<TableName> nested = Optional.empty();
            for (Use use : uses) {
              TableName table = names.get(use.table());
              if (use.domain() == domain && table != null) {
                if (use.nested()) {
                  nested = Optional.of(table);
                } else {
                  direct.add(table);
                }
              }
            }
            found.put(name, new DomainUse(direct, nested));
          });
      return found;
    }
  }

  /**
   * @param domains those whose checks the script changes
   * @param meanings their oids
   */
  static Found read(Connection connection, Collection<QualifiedName> domains, Meanings meanings)
      throws SQLException {
    Map<String, Long> oids = new HashMap<>();
    for (QualifiedName domain : domains) {
      String name = Meanings.words(domain);
      if (meanings.types().containsKey(name)) {
        oids.put(name, meanings.types().get(name));
      }
    }
    List<Use> uses = new ArrayList<>();
    if (!oids.isEmpty()) {
      uses.addAll(
          Rows.query(
              connection,
              USES,
              row -> new Use(row.getLong("domain"), row.getLong("oid"), row.getBoolean("nested")),
              Rows.numbers(connection, oids.values())));
    }
    return new Found(oids, uses);
  }
}
