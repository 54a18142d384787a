package dev.instar.engine.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A B-tree index; {@code pg_index}.
 *
 * @param storage the number of its {@link dev.instar.engine.store.OrderedIndex}
 * @param keys what it is ordered by
 * @param include numbers of the columns of INCLUDE
 * @param predicate of a partial index, as SQL
 * @param ready whether writers keep it up ({@code indisready})
 * @param valid whether readers may use it ({@code indisvalid})
 */
public record Index(
    int oid,
    int schema,
    String name,
    int owner,
    int table,
    long storage,
    List<Key> keys,
    List<Integer> include,
    boolean unique,
    boolean nullsNotDistinct,
    boolean primary,
    Optional<String> predicate,
    boolean ready,
    boolean valid,
    Map<String, String> options)
    implements Relation {
  public Index {
    keys = List.copyOf(keys);
    include = List.copyOf(include);
    options = Map.copyOf(options);
  }

  /**
   * One key.
   *
   * @param column the column's number; 0 for an expression
   * @param expression as SQL, where it is no plain column
   * @param type the OID of its type
   * @param nullsFirst as it is in effect: DESC has it unless told otherwise
   */
  public record Key(
      int column,
      Optional<String> expression,
      int type,
      Optional<String> collation,
      Optional<String> operatorClass,
      boolean descending,
      boolean nullsFirst) {}

  public Index withSchema(int now) {
    return new Index(
        oid,
        now,
        name,
        owner,
        table,
        storage,
        keys,
        include,
        unique,
        nullsNotDistinct,
        primary,
        predicate,
        ready,
        valid,
        options);
  }

  public Index withName(String now) {
    return new Index(
        oid,
        schema,
        now,
        owner,
        table,
        storage,
        keys,
        include,
        unique,
        nullsNotDistinct,
        primary,
        predicate,
        ready,
        valid,
        options);
  }

  public Index withOwner(int now) {
    return new Index(
        oid,
        schema,
        name,
        now,
        table,
        storage,
        keys,
        include,
        unique,
        nullsNotDistinct,
        primary,
        predicate,
        ready,
        valid,
        options);
  }

  public Index withStorage(long now) {
    return new Index(
        oid,
        schema,
        name,
        owner,
        table,
        now,
        keys,
        include,
        unique,
        nullsNotDistinct,
        primary,
        predicate,
        ready,
        valid,
        options);
  }

  public Index withKeys(List<Key> now) {
    return new Index(
        oid,
        schema,
        name,
        owner,
        table,
        storage,
        now,
        include,
        unique,
        nullsNotDistinct,
        primary,
        predicate,
        ready,
        valid,
        options);
  }

  public Index withPrimary(boolean now) {
    return new Index(
        oid,
        schema,
        name,
        owner,
        table,
        storage,
        keys,
        include,
        unique,
        nullsNotDistinct,
        now,
        predicate,
        ready,
        valid,
        options);
  }

  public Index withReady(boolean now) {
    return new Index(
        oid,
        schema,
        name,
        owner,
        table,
        storage,
        keys,
        include,
        unique,
        nullsNotDistinct,
        primary,
        predicate,
        now,
        valid,
        options);
  }

  public Index withValid(boolean now) {
    return new Index(
        oid,
        schema,
        name,
        owner,
        table,
        storage,
        keys,
        include,
        unique,
        nullsNotDistinct,
        primary,
        predicate,
        ready,
        now,
        options);
  }

  public Index withPredicate(Optional<String> now) {
    return new Index(
        oid,
        schema,
        name,
        owner,
        table,
        storage,
        keys,
        include,
        unique,
        nullsNotDistinct,
        primary,
        now,
        ready,
        valid,
        options);
  }

  public Index withOptions(Map<String, String> now) {
    return new Index(
        oid,
        schema,
        name,
        owner,
        table,
        storage,
        keys,
        include,
        unique,
        nullsNotDistinct,
        primary,
        predicate,
        ready,
        valid,
        now);
  }
}
