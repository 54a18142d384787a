package dev.instar.migrator.postgresql.shape;

import dev.instar.migrator.postgresql.session.Queries;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * SQL functions whose body is parsed ({@code BEGIN ATOMIC}, {@code RETURN}): they know their tables
 * by OID. Each is replaced by one without a body that anything depends on, so that views can go,
 * and then by itself; so its OID, owner, privileges and comments stay.
 */
final class AtomicFunctions {
  private AtomicFunctions() {}

  static Carried capture(Connection connection, long table, Views views) throws SQLException {
    String relations =
        LongStream.concat(LongStream.of(table), views.views().stream().mapToLong(Views.View::oid))
            .mapToObj(Long::toString)
            .collect(Collectors.joining(",", "{", "}"));
    Carried functions =
        Carried.of(
            Queries.rows(
                connection,
                """
                SELECT regexp_replace(
                         left(f.definition, -length(f.body) - 1), '\\s*$', '')
                         || E'\\nAS $instar$SELECT NULL$instar$',
                       f.definition
                  FROM (SELECT p.oid, pg_get_function_sqlbody(p.oid),
                               rtrim(pg_get_functiondef(p.oid), E'\\n') || E'\\n'
                          FROM pg_proc p
                         WHERE p.prosqlbody IS NOT NULL
                           AND p.oid IN (SELECT d.objid FROM pg_depend d
                                          WHERE d.classid = 'pg_proc'::regclass
                                            AND d.refclassid = 'pg_class'::regclass
                                            AND d.refobjid = ANY (?::oid[]))) f
                       (oid, body, definition)
                 ORDER BY f.oid
                """,
                ActiveParts::pair,
                relations));
    if (functions.dismantle().isEmpty()) {
      return functions;
    }
    // A body that returns the wrong thing is never called: it lives inside the swap only.
    return new Carried(
        Stream.concat(
                Stream.of("SET LOCAL check_function_bodies = off"), functions.dismantle().stream())
            .toList(),
        Stream.concat(
                Stream.of("SET LOCAL check_function_bodies = on"), functions.assemble().stream())
            .toList());
  }
}
