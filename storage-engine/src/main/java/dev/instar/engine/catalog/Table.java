package dev.instar.engine.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table.
 *
 * @param storage the number of its {@link dev.instar.engine.store.VersionedTable}; a rewrite gives
 *     it another ({@code relfilenode})
 * @param rowType the OID of its row type, {@code pg_class.reltype}
 * @param columns all there ever were, by number from 1; dropped ones stay
 * @param options of WITH and SET, names folded
 */
public record Table(
    int oid,
    int schema,
    String name,
    int owner,
    Persistence persistence,
    long storage,
    int rowType,
    List<Column> columns,
    ReplicaIdentity identity,
    Map<String, String> options,
    List<Grant> grants)
    implements Relation {
  public Table {
    columns = List.copyOf(columns);
    options = Map.copyOf(options);
    grants = List.copyOf(grants);
  }

  /** How long its rows live. */
  public enum Persistence {
    PERMANENT,
    UNLOGGED,
    TEMPORARY
  }

  /**
   * How rows are identified in the changelog.
   *
   * @param index of {@link Kind#INDEX}; 0 otherwise
   */
  public record ReplicaIdentity(Kind kind, int index) {
    public static final ReplicaIdentity DEFAULT = new ReplicaIdentity(Kind.DEFAULT, 0);

    /** As REPLICA IDENTITY says it. */
    public enum Kind {
      DEFAULT,
      NOTHING,
      FULL,
      INDEX
    }
  }

  /** Its columns but for dropped ones, in order. */
  public List<Column> liveColumns() {
    return columns.stream().filter(column -> !column.dropped()).toList();
  }

  /** A column that is not dropped, by name. */
  public Optional<Column> column(String columnName) {
    return columns.stream()
        .filter(column -> !column.dropped() && column.name().equals(columnName))
        .findFirst();
  }

  /** A column by number, dropped or not. */
  public Column column(int number) {
    return columns.get(number - 1);
  }

  public Table withSchema(int now) {
    return new Table(
        oid, now, name, owner, persistence, storage, rowType, columns, identity, options, grants);
  }

  public Table withName(String now) {
    return new Table(
        oid, schema, now, owner, persistence, storage, rowType, columns, identity, options, grants);
  }

  public Table withOwner(int now) {
    return new Table(
        oid, schema, name, now, persistence, storage, rowType, columns, identity, options, grants);
  }

  public Table withPersistence(Persistence now) {
    return new Table(
        oid, schema, name, owner, now, storage, rowType, columns, identity, options, grants);
  }

  public Table withStorage(long now) {
    return new Table(
        oid, schema, name, owner, persistence, now, rowType, columns, identity, options, grants);
  }

  public Table withColumns(List<Column> now) {
    return new Table(
        oid, schema, name, owner, persistence, storage, rowType, now, identity, options, grants);
  }

  public Table withIdentity(ReplicaIdentity now) {
    return new Table(
        oid, schema, name, owner, persistence, storage, rowType, columns, now, options, grants);
  }

  public Table withOptions(Map<String, String> now) {
    return new Table(
        oid, schema, name, owner, persistence, storage, rowType, columns, identity, now, grants);
  }

  public Table withGrants(List<Grant> now) {
    return new Table(
        oid, schema, name, owner, persistence, storage, rowType, columns, identity, options, now);
  }
}
