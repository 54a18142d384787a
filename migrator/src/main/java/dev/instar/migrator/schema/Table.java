package dev.instar.migrator.schema;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A table and what hangs on it.
 *
 * @param name its name
 * @param oid its oid; 0 for one that is not there yet
 * @param kind what sort of relation
 * @param persistence whether its changes reach the WAL
 * @param traits what else is special about it
 * @param columns in order, without dropped ones
 * @param indexes in order of creation
 * @param constraints in order of creation; not those that stand for a column's NOT NULL
 * @param incoming the foreign keys that refer to it
 * @param triggers its users' triggers
 * @param dependents what else uses it
 * @param replicaIdentity what the change stream carries of an old row
 * @param children its partitions or inheriting tables, of every level
 * @param partitions how it is cut, and of what it is a part
 * @param owner the owning role
 * @param size how large; of a partitioned table all its partitions; empty where nobody has counted
 */
public record Table(
    TableName name,
    long oid,
    Kind kind,
    Persistence persistence,
    Set<Trait> traits,
    List<Column> columns,
    List<Index> indexes,
    List<Constraint> constraints,
    List<IncomingKey> incoming,
    List<Trigger> triggers,
    List<Dependent> dependents,
    ReplicaIdentity replicaIdentity,
    List<TableName> children,
    Partitions partitions,
    String owner,
    Optional<TableSize> size) {
  public Table {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(persistence, "persistence");
    traits = Set.copyOf(traits);
    columns = List.copyOf(columns);
    indexes = List.copyOf(indexes);
    constraints = List.copyOf(constraints);
    incoming = List.copyOf(incoming);
    triggers = List.copyOf(triggers);
    dependents = List.copyOf(dependents);
    Objects.requireNonNull(replicaIdentity, "replicaIdentity");
    children = List.copyOf(children);
    Objects.requireNonNull(partitions, "partitions");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(size, "size");
  }

  public Optional<Column> column(String column) {
    return columns.stream().filter(c -> c.name().equals(column)).findFirst();
  }

  public Optional<Index> index(String index) {
    return indexes.stream().filter(i -> i.name().equals(index)).findFirst();
  }

  public Optional<Constraint> constraint(String constraint) {
    return constraints.stream().filter(c -> c.name().equals(constraint)).findFirst();
  }

  public Optional<Constraint> primaryKey() {
    return constraints.stream().filter(c -> c.type() == Constraint.Type.PRIMARY_KEY).findFirst();
  }

  public boolean has(Trait trait) {
    return traits.contains(trait);
  }

  /** The same table with these changes. */
  public Table with(UnaryOperator<TableEdit> changes) {
    return changes.apply(new TableEdit(this)).table();
  }

  /** What sort of relation. */
  public enum Kind {
    TABLE,
    PARTITIONED,
    FOREIGN,
    VIEW,
    MATERIALIZED_VIEW,
    OTHER
  }

  /** Whether a table's changes reach the WAL, and who sees it. */
  public enum Persistence {
    PERMANENT,
    UNLOGGED,
    TEMPORARY
  }

  /** What is special about a table. */
  public enum Trait {
    PARTITION,
    INHERITS,
    ROW_SECURITY,
    FORCED_ROW_SECURITY,
    /** A typed table, {@code CREATE TABLE … OF type}. */
    TYPED,
    /** Belongs to an extension. */
    EXTENSION_MEMBER,
    /** Made by the script that is being planned: nobody uses it yet. */
    NEW,
    /** Not all of its columns and constraints are known: made from a query, or from another. */
    PARTLY_KNOWN
  }

  /** What the change stream carries of an old row. */
  public enum ReplicaIdentity {
    /** The primary key, where there is one. */
    DEFAULT,
    FULL,
    NOTHING,
    INDEX
  }
}
