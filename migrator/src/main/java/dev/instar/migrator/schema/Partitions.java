package dev.instar.migrator.schema;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How a table is cut into partitions, and of what it is one itself.
 *
 * @param key by what it is cut; empty for a table that is not
 * @param parts its own partitions, in the order of their oids; not those below them
 * @param membership of what it is a partition; empty for a table that is none
 */
public record Partitions(Optional<Key> key, List<Part> parts, Optional<Membership> membership) {
  /** A table that is not cut and no partition. */
  public static final Partitions NONE =
      new Partitions(Optional.empty(), List.of(), Optional.empty());

  public Partitions {
    Objects.requireNonNull(key, "key");
    parts = List.copyOf(parts);
    Objects.requireNonNull(membership, "membership");
  }

  /** The partition for what no other takes. */
  public Optional<Part> defaultPart() {
    return parts.stream().filter(Part::isDefault).findFirst();
  }

  public Optional<Part> part(TableName table) {
    return parts.stream().filter(p -> p.table().equals(table)).findFirst();
  }

  /** The same where a table has got another name. */
  public Partitions renamed(TableName from, TableName to) {
    return new Partitions(
        key,
        parts.stream().map(p -> p.table().equals(from) ? new Part(to, p.bound()) : p).toList(),
        membership.map(
            m ->
                m.parent().equals(from)
                    ? new Membership(to, m.bound(), m.condition(), m.indexes(), m.pending())
                    : m));
  }

  /** How rows find their partition. */
  public enum Strategy {
    RANGE,
    LIST,
    HASH
  }

  /** {@code PARTITION BY strategy (column, …)}. */
  public record Key(Strategy strategy, List<KeyPart> parts) {
    public Key {
      Objects.requireNonNull(strategy, "strategy");
      parts = List.copyOf(parts);
    }
  }

  /**
   * One column of a partition key.
   *
   * @param column its name; empty for an expression
   * @param sql what is compared, as SQL writes it
   * @param collation by which it is compared, as SQL writes it, where that is not the column's own
   * @param type the type that bounds are of
   * @param plain whether a condition in SQL compares it the same way: by the type's default
   *     operators, and for HASH without a collation
   */
  public record KeyPart(
      Optional<String> column, String sql, Optional<String> collation, String type, boolean plain) {
    public KeyPart {
      Objects.requireNonNull(column, "column");
      Objects.requireNonNull(sql, "sql");
      Objects.requireNonNull(collation, "collation");
      Objects.requireNonNull(type, "type");
    }
  }

  /**
   * A partition.
   *
   * @param bound {@code FOR VALUES …} or {@code DEFAULT}, as the server prints it
   */
  public record Part(TableName table, String bound) {
    public Part {
      Objects.requireNonNull(table, "table");
      Objects.requireNonNull(bound, "bound");
    }

    public boolean isDefault() {
      return bound.equals("DEFAULT");
    }
  }

  /**
   * What a partition is part of.
   *
   * @param bound as {@link Part#bound}
   * @param condition what holds for each of its rows, those of the parents' bounds with it; empty
   *     where nothing does
   * @param indexes those of its indexes that belong to one of the parent's
   * @param pending whether a concurrent detach was begun and not finished
   */
  public record Membership(
      TableName parent,
      String bound,
      Optional<String> condition,
      Set<String> indexes,
      boolean pending) {
    public Membership {
      Objects.requireNonNull(parent, "parent");
      Objects.requireNonNull(bound, "bound");
      Objects.requireNonNull(condition, "condition");
      indexes = Set.copyOf(indexes);
    }
  }
}
