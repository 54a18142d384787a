package dev.instar.migrator.postgresql.shape;

import java.util.Objects;

/**
 * Something that hangs on a table by OID.
 *
 * @param kind such as {@code view}, {@code foreign key}
 * @param identity which one, as the server describes it
 * @param carried whether the swap carries it over
 * @param reason why not, and what to do; empty if it is carried
 */
public record Dependent(String kind, String identity, boolean carried, String reason) {
  public Dependent {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(identity, "identity");
    Objects.requireNonNull(reason, "reason");
  }
}
