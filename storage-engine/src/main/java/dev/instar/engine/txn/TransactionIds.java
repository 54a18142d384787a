package dev.instar.engine.txn;

/**
 * Transaction ids. Inside they are 64-bit numbers that only grow and never come back; xid8 shows
 * them so. Type xid, and the replication protocol, show the low 32 bits.
 */
public final class TransactionIds {
  /** No transaction. */
  public static final long NONE = 0;

  /** Created by nobody in particular, visible to all: what bootstrap and freezing write. */
  public static final long FROZEN = 2;

  /** The first that is given to a transaction. */
  public static final long FIRST = 3;

  private static final long MASK = 0xFFFF_FFFFL;

  private TransactionIds() {}

  /** As type xid shows it: without its epoch. */
  public static long withoutEpoch(long xid) {
    return xid & MASK;
  }

  /**
   * The newest id not above another whose low 32 bits are given: how a client's xid is understood.
   *
   * @param next the id that will be given next
   */
  public static long withEpoch(long short32, long next) {
    long xid = (next & ~MASK) | (short32 & MASK);
    return xid < next || xid <= MASK ? xid : xid - (MASK + 1);
  }
}
