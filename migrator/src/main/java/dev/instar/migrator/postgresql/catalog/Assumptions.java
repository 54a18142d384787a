package dev.instar.migrator.postgresql.catalog;

import dev.instar.migrator.postgresql.plan.NotNullNames;
import dev.instar.migrator.postgresql.plan.Unreplayed;
import dev.instar.migrator.schema.Schema;
import dev.instar.migrator.schema.ServerFacts;
import dev.instar.migrator.schema.ServerVersion;
import dev.instar.migrator.schema.Sizes;
import dev.instar.migrator.schema.TableName;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a plan takes from elsewhere than the catalog that is read for it.
 *
 * @param server the server that it is for, where the one that is read stands in for it; its {@code
 *     wal_level} then is logical
 * @param sizes the tables' sizes, where those of the catalog mean nothing
 * @param unreplayed what could not be carried out where the catalog was made
 * @param basis where schema and sizes come from, for the reader
 */
public record Assumptions(
    Optional<ServerVersion> server,
    Optional<Sizes> sizes,
    List<Unreplayed> unreplayed,
    String basis) {
  /** None: the server is what it says it is. */
  public static final Assumptions NONE = ofSizes(Optional.empty(), "the server's catalog");

  public Assumptions {
    Objects.requireNonNull(server, "server");
    Objects.requireNonNull(sizes, "sizes");
    unreplayed = List.copyOf(unreplayed);
    Objects.requireNonNull(basis, "basis");
  }

  /** The server as it is, but for its tables' sizes. */
  public static Assumptions ofSizes(Optional<Sizes> sizes, String basis) {
    return new Assumptions(Optional.empty(), sizes, List.of(), basis);
  }

  /** The catalog as the plan takes it. */
  Catalog over(Catalog read) {
    Schema schema = read.schema();
    if (sizes.isPresent()) {
      for (TableName table : read.schema().tables().keySet()) {
        schema = schema.with(table, t -> t.size(sizes.get().of(table)));
      }
    }
    if (server.isEmpty()) {
      return new Catalog(schema, read.facts());
    }
    ServerFacts facts = as(server.get(), read.facts());
    return new Catalog(facts.atLeast(18) ? NotNullNames.in(schema) : schema, facts);
  }

  private static ServerFacts as(ServerVersion server, ServerFacts facts) {
    return new ServerFacts(
        server.number(),
        server.name(),
        facts.timeZone(),
        "logical",
        facts.functions(),
        facts.types(),
        facts.partial(),
        facts.domains(),
        facts.present(),
        facts.speeds());
  }
}
