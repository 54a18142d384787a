package dev.instar.engine.lock;

/**
 * What can be locked. Two tags are the same thing exactly when they are equal. OIDs are unsigned
 * 32-bit numbers.
 */
public sealed interface LockTag {

  /** How error messages name it; PostgreSQL's wording. */
  String describe();

  /** A table, index, sequence or view. */
  record Relation(int database, int relation) implements LockTag {
    @Override
    public String describe() {
      return "relation " + oid(relation) + " of database " + oid(database);
    }
  }

  /**
   * A row, while somebody waits for it. Who holds the row itself is known to {@link RowLocks}.
   *
   * @param row the row's number in its relation; shown to clients as block and offset
   */
  record Row(int database, int relation, long row) implements LockTag {
    private static final int OFFSET_BITS = 16;

    /** The first half of the row's ctid. */
    public long block() {
      return row >>> OFFSET_BITS;
    }

    /** The second half of the row's ctid. */
    public int offset() {
      return (int) (row & ((1 << OFFSET_BITS) - 1));
    }

    @Override
    public String describe() {
      return "tuple (%d,%d) of relation %s of database %s"
          .formatted(block(), offset(), oid(relation), oid(database));
    }
  }

  /** A transaction that has an id. It holds EXCLUSIVE on itself; to wait for its end, ask SHARE. */
  record Transaction(long xid) implements LockTag {
    @Override
    public String describe() {
      return "transaction " + (xid & 0xFFFF_FFFFL);
    }
  }

  /** Any transaction, with an id or without: a session's number and a count of its own. */
  record VirtualTransaction(int session, long local) implements LockTag {
    /** As pg_locks shows it: {@code 3/15}. */
    public String text() {
      return session + "/" + local;
    }

    @Override
    public String describe() {
      return "virtual transaction " + text();
    }
  }

  /** A thing of the catalog that is no relation: a schema, a type, a role. */
  record CatalogObject(int database, int catalog, int object, int part) implements LockTag {
    @Override
    public String describe() {
      return "object %s of class %s of database %s"
          .formatted(oid(object), oid(catalog), oid(database));
    }
  }

  /** An advisory lock whose key is one bigint. */
  record AdvisoryKey(int database, long key) implements LockTag {
    @Override
    public String describe() {
      return advisory(database, (int) (key >>> 32), (int) key, 1);
    }
  }

  /** An advisory lock whose key is two integers; never the same as one with a bigint key. */
  record AdvisoryPair(int database, int first, int second) implements LockTag {
    @Override
    public String describe() {
      return advisory(database, first, second, 2);
    }
  }

  private static String advisory(int database, int first, int second, int shape) {
    return "advisory lock [%s,%s,%s,%d]".formatted(oid(database), oid(first), oid(second), shape);
  }

  private static String oid(int oid) {
    return Integer.toUnsignedString(oid);
  }
}
