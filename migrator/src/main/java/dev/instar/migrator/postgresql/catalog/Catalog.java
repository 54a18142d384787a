package dev.instar.migrator.postgresql.catalog;

import dev.instar.migrator.schema.Schema;
import dev.instar.migrator.schema.ServerFacts;
import java.util.Objects;

/** What was read for a script: the tables it names, and what the server is. */
public record Catalog(Schema schema, ServerFacts facts) {
  public Catalog {
    Objects.requireNonNull(schema, "schema");
    Objects.requireNonNull(facts, "facts");
  }
}
