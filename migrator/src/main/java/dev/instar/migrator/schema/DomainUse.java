package dev.instar.migrator.schema;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Where values of a domain are stored.
 *
 * @param tables with a column of the domain, or of a domain over it
 * @param nested a table with a column that holds them inside arrays, ranges or composite values,
 *     which the server does not look into
 */
public record DomainUse(Set<TableName> tables, Optional<TableName> nested) {
  public static final DomainUse NONE = new DomainUse(Set.of(), Optional.empty());

  public DomainUse {
    tables = Set.copyOf(tables);
    Objects.requireNonNull(nested, "nested");
  }
}
