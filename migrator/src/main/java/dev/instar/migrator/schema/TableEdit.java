package dev.instar.migrator.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Changes to a {@link Table}, collected into a new one. For one thread, and one change. */
public final class TableEdit {
  private final Table from;
  private TableName name;
  private final List<Column> columns;
  private final List<Index> indexes;
  private final List<Constraint> constraints;
  private final List<IncomingKey> incoming;
  private final List<Trigger> triggers;
  private final List<Dependent> dependents;
  private final Set<Table.Trait> traits;
  private Table.ReplicaIdentity replicaIdentity;
  private List<TableName> children;
  private Partitions partitions;
  private Optional<TableSize> size;

  TableEdit(Table from) {
    this.from = from;
    this.name = from.name();
    this.columns = new ArrayList<>(from.columns());
    this.indexes = new ArrayList<>(from.indexes());
    this.constraints = new ArrayList<>(from.constraints());
    this.incoming = new ArrayList<>(from.incoming());
    this.triggers = new ArrayList<>(from.triggers());
    this.dependents = new ArrayList<>(from.dependents());
    this.traits = new HashSet<>(from.traits());
    this.replicaIdentity = from.replicaIdentity();
    this.children = from.children();
    this.partitions = from.partitions();
    this.size = from.size();
  }

  public TableEdit name(TableName other) {
    name = other;
    return this;
  }

  /**
   * Changes what the change stream carries of an old row.
   *
   * @param index the index, for INDEX; empty otherwise
   */
  public TableEdit replicaIdentity(Table.ReplicaIdentity identity, Optional<String> index) {
    replicaIdentity = identity;
    indexes.replaceAll(i -> i.withReplicaIdentity(index.equals(Optional.of(i.name()))));
    return this;
  }

  /**
   * @param other empty where nobody knows
   */
  public TableEdit size(Optional<TableSize> other) {
    size = other;
    return this;
  }

  public TableEdit children(List<TableName> others) {
    children = others;
    return this;
  }

  public TableEdit partitions(Partitions others) {
    partitions = others;
    return this;
  }

  public TableEdit add(Column column) {
    columns.add(column);
    return this;
  }

  public TableEdit column(String column, UnaryOperator<Column> change) {
    columns.replaceAll(c -> c.name().equals(column) ? change.apply(c) : c);
    return this;
  }

  /** Removes the column with the indexes and constraints that mention it. */
  public TableEdit dropColumn(String column) {
    columns.removeIf(c -> c.name().equals(column));
    indexes.removeIf(i -> i.columns().contains(column));
    constraints.removeIf(c -> c.columns().contains(column));
    incoming.removeIf(k -> k.columns().contains(column));
    return this;
  }

  public TableEdit add(Index index) {
    indexes.add(index);
    return this;
  }

  public TableEdit index(String index, UnaryOperator<Index> change) {
    indexes.replaceAll(i -> i.name().equals(index) ? change.apply(i) : i);
    return this;
  }

  public TableEdit dropIndexes(Predicate<Index> which) {
    indexes.removeIf(which);
    return this;
  }

  public TableEdit add(Constraint constraint) {
    constraints.add(constraint);
    return this;
  }

  public TableEdit constraint(String constraint, UnaryOperator<Constraint> change) {
    constraints.replaceAll(c -> c.name().equals(constraint) ? change.apply(c) : c);
    return this;
  }

  /** Removes the constraint and its index. */
  public TableEdit dropConstraint(String constraint) {
    constraints.removeIf(c -> c.name().equals(constraint));
    indexes.removeIf(i -> i.constraint().equals(Optional.of(constraint)));
    return this;
  }

  public TableEdit add(Dependent dependent) {
    dependents.add(dependent);
    return this;
  }

  public TableEdit dropDependents(Predicate<Dependent> which) {
    dependents.removeIf(which);
    return this;
  }

  /** Adds a trigger, in place of one of the same name. */
  public TableEdit put(Trigger trigger) {
    triggers.removeIf(t -> t.name().equals(trigger.name()));
    triggers.add(trigger);
    return this;
  }

  public TableEdit dropTrigger(String trigger) {
    triggers.removeIf(t -> t.name().equals(trigger));
    return this;
  }

  public TableEdit trait(Table.Trait trait, boolean has) {
    if (has) {
      traits.add(trait);
    } else {
      traits.remove(trait);
    }
    return this;
  }

  public TableEdit add(IncomingKey key) {
    incoming.add(key);
    return this;
  }

  public TableEdit dropIncoming(Predicate<IncomingKey> which) {
    incoming.removeIf(which);
    return this;
  }

  Table table() {
    return new Table(
        name,
        from.oid(),
        from.kind(),
        from.persistence(),
        traits,
        columns,
        indexes,
        constraints,
        incoming,
        triggers,
        dependents,
        replicaIdentity,
        children,
        partitions,
        from.owner(),
        size);
  }
}
