package dev.instar.engine.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A sequence; {@code pg_sequence}. Its value is no part of the catalog, because it does not roll
 * back: {@link Sequences} has it.
 *
 * @param storage what {@link Sequences} knows its value by; another after RESTART, which is
 *     transactional
 * @param ownedBy the column that it goes with
 */
public record Sequence(
    int oid,
    int schema,
    String name,
    int owner,
    Table.Persistence persistence,
    long storage,
    int type,
    long start,
    long increment,
    long minimum,
    long maximum,
    long cache,
    boolean cycle,
    Optional<Owner> ownedBy,
    List<Grant> grants)
    implements Relation {
  public Sequence {
    grants = List.copyOf(grants);
  }

  /**
   * @param internal of an identity column: the sequence cannot be dropped by itself
   */
  public record Owner(int table, int column, boolean internal) {}

  public Sequence withSchema(int now) {
    return new Sequence(
        oid,
        now,
        name,
        owner,
        persistence,
        storage,
        type,
        start,
        increment,
        minimum,
        maximum,
        cache,
        cycle,
        ownedBy,
        grants);
  }

  public Sequence withName(String now) {
    return new Sequence(
        oid,
        schema,
        now,
        owner,
        persistence,
        storage,
        type,
        start,
        increment,
        minimum,
        maximum,
        cache,
        cycle,
        ownedBy,
        grants);
  }

  public Sequence withOwner(int now) {
    return new Sequence(
        oid,
        schema,
        name,
        now,
        persistence,
        storage,
        type,
        start,
        increment,
        minimum,
        maximum,
        cache,
        cycle,
        ownedBy,
        grants);
  }

  public Sequence withStorage(long now) {
    return new Sequence(
        oid,
        schema,
        name,
        owner,
        persistence,
        now,
        type,
        start,
        increment,
        minimum,
        maximum,
        cache,
        cycle,
        ownedBy,
        grants);
  }

  public Sequence withPersistence(Table.Persistence now) {
    return new Sequence(
        oid, schema, name, owner, now, storage, type, start, increment, minimum, maximum, cache,
        cycle, ownedBy, grants);
  }

  public Sequence withOwnedBy(Optional<Owner> now) {
    return new Sequence(
        oid,
        schema,
        name,
        owner,
        persistence,
        storage,
        type,
        start,
        increment,
        minimum,
        maximum,
        cache,
        cycle,
        now,
        grants);
  }

  public Sequence withGrants(List<Grant> now) {
    return new Sequence(
        oid,
        schema,
        name,
        owner,
        persistence,
        storage,
        type,
        start,
        increment,
        minimum,
        maximum,
        cache,
        cycle,
        ownedBy,
        now);
  }
}
