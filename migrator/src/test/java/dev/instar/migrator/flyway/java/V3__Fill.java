package dev.instar.migrator.flyway.java;

import java.sql.Statement;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/** A migration in Java, which says where it runs. */
public final class V3__Fill extends BaseJavaMigration {
  @Override
  public void migrate(Context context) throws Exception {
    try (Statement statement = context.getConnection().createStatement()) {
      statement.execute(
          "INSERT INTO calls (what, path, seen) SELECT 'a Java migration',"
              + " current_setting('search_path'), count(*) FROM flyway_schema_history");
    }
  }
}
