package dev.instar.engine.system.relation;

import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.catalog.PredefinedRole;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.system.data.DataFile;
import java.util.Set;

/**
 * pg_settings: those of PostgreSQL's settings that the session knows, with its values, and what a
 * server is built with.
 */
final class SettingRows {
  /** Those that say where the server's files are. */
  private static final Set<String> GUARDED =
      Set.of("config_file", "data_directory", "hba_file", "ident_file", "external_pid_file");

  private SettingRows() {}

  static void make(StatementContext context, Wanted wanted, Rows rows) {
    DataFile settings = DataFile.of("pg_settings");
    boolean seesAll =
        Privileges.hasThoseOf(context, context.role(), PredefinedRole.PG_READ_ALL_SETTINGS.oid());
    for (Object[] facts : settings.rows()) {
      String name = (String) settings.get(facts, "name");
      if (!wanted.mayBe("name", name) || (GUARDED.contains(name) && !seesAll)) {
        continue;
      }
      String value = context.functions().settingInItsUnit(name);
      boolean builtIn = "internal".equals(settings.get(facts, "context"));
      if (value == null && !builtIn) {
        continue;
      }
      Object[] row = facts.clone();
      rows.add(row);
      Object boot = settings.get(facts, "boot_val");
      new Row(rows.facts(), row)
          .set("setting", value == null ? boot : value)
          .set("source", value == null || value.equals(boot) ? "default" : "session")
          .set("reset_val", boot)
          .set("pending_restart", false);
    }
  }
}
