package dev.instar.migrator.twin.kill;

import dev.instar.engine.oracle.SharedDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SortedSet;
import java.util.TreeSet;

/** What is in a database, by name, but for Instar's own state: to see whether anything is left. */
final class Catalog {
  private static final String EVERYTHING =
      """
      SELECT 'schema ' || nspname FROM pg_namespace
       WHERE nspname !~ '^pg_(temp|toast_temp)' AND nspname <> 'instar'
      UNION ALL
      SELECT 'relation ' || n.nspname || '.' || c.relname || ' ' || c.relkind::text || ' '
             || c.relreplident::text || ' ' || c.relhastriggers::text
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname NOT IN ('instar', 'pg_toast') AND n.nspname !~ '^pg_(temp|toast_temp)'
      UNION ALL
      SELECT 'column ' || attrelid::regclass || ' ' || attname || ' '
             || format_type(atttypid, atttypmod)
        FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE attnum > 0 AND n.nspname NOT IN ('instar', 'pg_catalog', 'pg_toast')
         AND n.nspname !~ '^pg_(temp|toast_temp)'
      UNION ALL
      SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' '
             || pg_get_constraintdef(c.oid)
        FROM pg_constraint c JOIN pg_namespace n ON n.oid = connamespace
       WHERE n.nspname <> 'instar' AND conrelid <> 0
      UNION ALL
      SELECT 'trigger ' || tgrelid::regclass || ' ' || tgname FROM pg_trigger
        JOIN pg_class c ON c.oid = tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname <> 'instar' AND NOT tgisinternal
      UNION ALL
      SELECT 'function ' || p.oid::regprocedure FROM pg_proc p
        JOIN pg_namespace n ON n.oid = pronamespace WHERE n.nspname NOT IN ('instar')
      UNION ALL
      SELECT 'slot ' || slot_name FROM pg_replication_slots WHERE database = current_database()
      UNION ALL
      SELECT 'publication ' || pubname FROM pg_publication
      UNION ALL
      SELECT 'origin ' || roname FROM pg_replication_origin
      UNION ALL
      SELECT 'event trigger ' || evtname FROM pg_event_trigger
      UNION ALL
      SELECT 'advisory lock ' || classid || ' ' || objid FROM pg_locks
       WHERE locktype = 'advisory'
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      UNION ALL
      SELECT 'session ' || application_name FROM pg_stat_activity
       WHERE datname = current_database() AND application_name LIKE 'instar%'
      UNION ALL
      SELECT 'prepared ' || gid FROM pg_prepared_xacts WHERE database = current_database()
      """;

  private Catalog() {}

  static SortedSet<String> of(SharedDatabase database) throws SQLException {
    TreeSet<String> objects = new TreeSet<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(EVERYTHING)) {
      while (result.next()) {
        objects.add(result.getString(1));
      }
    }
    return objects;
  }
}
