package dev.instar.migrator.postgresql.shape;

import dev.instar.migrator.postgresql.session.Queries;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What acts when rows are read or written: triggers, rules, policies, row security. It comes alive
 * in the swap (invariant I9), and leaves the old table there: whoever writes that from then on is
 * Instar.
 */
final class ActiveParts {
  private ActiveParts() {}

  /**
   * Triggers, constraint triggers among them, with their state and comments.
   *
   * @param relation a table or a view
   * @param name quoted, as it is before and after the swap
   */
  static Carried triggers(Connection connection, long relation, String name) throws SQLException {
    return Carried.of(
        Queries.rows(
            connection,
            """
            SELECT format('DROP TRIGGER %I ON %s', g.tgname, r.name),
                   concat_ws('; ',
                     pg_get_triggerdef(g.oid),
                     CASE g.tgenabled
                       WHEN 'D' THEN format('ALTER TABLE %s DISABLE TRIGGER %I', r.name, g.tgname)
                       WHEN 'R' THEN format('ALTER TABLE %s ENABLE REPLICA TRIGGER %I', r.name,
                                            g.tgname)
                       WHEN 'A' THEN format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', r.name,
                                            g.tgname) END,
                     format('COMMENT ON TRIGGER %I ON %s IS ', g.tgname, r.name)
                       || quote_literal(obj_description(g.oid, 'pg_trigger')))
              FROM pg_trigger g, (VALUES (?::text)) r (name)
             WHERE g.tgrelid = ?::oid AND NOT g.tgisinternal
             ORDER BY g.tgname
            """,
            ActiveParts::pair,
            name,
            relation));
  }

  /** Rules but the one that makes a view. */
  static Carried rules(Connection connection, long relation, String name) throws SQLException {
    return Carried.of(
        Queries.rows(
            connection,
            """
            SELECT format('DROP RULE %I ON %s', w.rulename, r.name),
                   concat_ws('; ',
                     rtrim(pg_get_ruledef(w.oid), ';'),
                     CASE w.ev_enabled
                       WHEN 'D' THEN format('ALTER TABLE %s DISABLE RULE %I', r.name, w.rulename)
                       WHEN 'R' THEN format('ALTER TABLE %s ENABLE REPLICA RULE %I', r.name,
                                            w.rulename)
                       WHEN 'A' THEN format('ALTER TABLE %s ENABLE ALWAYS RULE %I', r.name,
                                            w.rulename) END,
                     format('COMMENT ON RULE %I ON %s IS ', w.rulename, r.name)
                       || quote_literal(obj_description(w.oid, 'pg_rewrite')))
              FROM pg_rewrite w, (VALUES (?::text)) r (name)
             WHERE w.ev_class = ?::oid AND w.rulename <> '_RETURN'
             ORDER BY w.rulename
            """,
            ActiveParts::pair,
            name,
            relation));
  }

  static Carried policies(Connection connection, long table, String name) throws SQLException {
    return Carried.of(
        Queries.rows(
            connection,
            """
            SELECT format('DROP POLICY %I ON %s', p.polname, r.name),
                   concat_ws('; ',
                     concat(
                       format('CREATE POLICY %I ON %s AS %s FOR %s TO ', p.polname, r.name,
                              CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
                              CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT'
                                            WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE'
                                            ELSE 'ALL' END),
                       (SELECT string_agg(CASE x WHEN 0 THEN 'PUBLIC'
                                                 ELSE quote_ident(pg_get_userbyid(x)) END, ', ')
                          FROM unnest(p.polroles) x),
                       ' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')',
                       ' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')'),
                     format('COMMENT ON POLICY %I ON %s IS ', p.polname, r.name)
                       || quote_literal(obj_description(p.oid, 'pg_policy')))
              FROM pg_policy p, (VALUES (?::text)) r (name)
             WHERE p.polrelid = ?::oid
             ORDER BY p.polname
            """,
            ActiveParts::pair,
            name,
            table));
  }

  /**
   * The flags. The old table keeps ENABLE, under which only its owner sees rows, and loses FORCE,
   * under which not even Instar would.
   */
  static Carried rowSecurity(Connection connection, long table, String name) throws SQLException {
    return Carried.of(
        Queries.rows(
            connection,
            """
            SELECT CASE WHEN c.relforcerowsecurity
                        THEN format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', r.name) END,
                   nullif(concat_ws('; ',
                     CASE WHEN c.relrowsecurity
                          THEN format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', r.name) END,
                     CASE WHEN c.relforcerowsecurity
                          THEN format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', r.name) END), '')
              FROM pg_class c, (VALUES (?::text)) r (name)
             WHERE c.oid = ?::oid
            """,
            ActiveParts::pair,
            name,
            table));
  }

  static String[] pair(ResultSet row) throws SQLException {
    return new String[] {row.getString(1), row.getString(2)};
  }
}
