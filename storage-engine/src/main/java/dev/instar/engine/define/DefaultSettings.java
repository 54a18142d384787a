package dev.instar.engine.define;

import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.catalog.DatabaseEntry;
import dev.instar.engine.catalog.Role;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.Alteration;
import dev.instar.engine.sql.SessionCommand;
import dev.instar.engine.statement.StatementContext;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** ALTER ROLE … SET and ALTER DATABASE … SET: what a setting is when a session begins. */
final class DefaultSettings {
  private DefaultSettings() {}

  static void execute(Alteration.AlterDefaults statement, StatementContext context) {
    if (statement.role().isPresent() && statement.database().isPresent()) {
      throw SqlException.unsupported("settings of a role in one database");
    }
    if (statement.role().isPresent()) {
      Role role = Roles.locked(statement.role().get(), context);
      if (role.oid() != context.role()) {
        Roles.requireMayChange(context);
      }
      context
          .sharedEdits()
          .put(role.withSettings(changed(role.settings(), statement.change(), context)));
    } else if (statement.database().isPresent()) {
      DatabaseEntry database = Databases.locked(statement.database().get(), context);
      Privileges.requireOwner(context, database);
      context
          .sharedEdits()
          .put(database.withSettings(changed(database.settings(), statement.change(), context)));
    } else {
      throw SqlException.unsupported("settings of all roles");
    }
  }

  private static Map<String, String> changed(
      Map<String, String> settings, SessionCommand change, StatementContext context) {
    Map<String, String> now = new HashMap<>(settings);
    switch (change) {
      case SessionCommand.Set set -> {
        String name = known(set.name(), context);
        if (set.values().isEmpty()) {
          now.remove(name);
        } else {
          now.put(name, String.join(", ", set.values()));
        }
      }
      case SessionCommand.Reset reset -> {
        if (reset.name().isEmpty()) {
          now.clear();
        } else {
          now.remove(known(reset.name().get(), context));
        }
      }
      default -> throw SqlException.unsupported("this change of settings");
    }
    return now;
  }

  /** Settings of an application's own have a dot in their name, and need not be known. */
  private static String known(String written, StatementContext context) {
    String name = written.toLowerCase(Locale.ROOT);
    if (name.indexOf('.') < 0 && context.functions().setting(name) == null) {
      throw new SqlException(
          SqlState.UNDEFINED_OBJECT, "unrecognized configuration parameter \"" + written + "\"");
    }
    return name;
  }
}
