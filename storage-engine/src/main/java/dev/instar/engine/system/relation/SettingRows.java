package dev.instar.engine.system.relation;

import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.system.data.DataFile;

/**
 * pg_settings: those of PostgreSQL's settings that the session knows, with its values, and what a
 * server is built with.
 */
final class SettingRows {
  private SettingRows() {}

  static void make(StatementContext context, Wanted wanted, Rows rows) {
    DataFile settings = DataFile.of("pg_settings");
    for (Object[] facts : settings.rows()) {
      String name = (String) settings.get(facts, "name");
      if (!wanted.mayBe("name", name)) {
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
