package dev.instar.engine.system.relation;

import dev.instar.engine.catalog.Extension;
import dev.instar.engine.statement.StatementContext;
import java.util.Optional;

/** pg_extension, pg_available_extensions. */
final class ExtensionRows {
  private ExtensionRows() {}

  static void make(StatementContext context, Wanted wanted, Rows rows) {
    for (Extension extension : context.catalog().all(Extension.class)) {
      if (wanted.mayBe("extname", extension.name())) {
        rows.add()
            .set("oid", extension.oid())
            .set("extname", extension.name())
            .set("extowner", extension.owner())
            .set("extnamespace", extension.schema())
            .set("extrelocatable", true)
            .set("extversion", extension.version());
      }
    }
  }

  static void available(StatementContext context, Wanted wanted, Rows rows) {
    Optional<Extension> installed = context.catalog().extension("citext");
    rows.add()
        .set("name", "citext")
        .set("default_version", "1.6")
        .set("installed_version", installed.map(Extension::version))
        .set("comment", "data type for case-insensitive character strings");
  }
}
