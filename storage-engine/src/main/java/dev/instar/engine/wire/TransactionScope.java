package dev.instar.engine.wire;

/**
 * The implicit transaction: it begins with the first message that needs one, and ends with Sync,
 * with the last statement of a simple query, or with an error.
 */
final class TransactionScope {
  private final SqlSession session;
  private final Portals portals;
  private boolean begun;

  TransactionScope(SqlSession session, Portals portals) {
    this.session = session;
    this.portals = portals;
  }

  void begin() {
    if (!begun) {
      session.begin();
      begun = true;
    }
  }

  /** The transaction commits, unless the client is in a block of its own. */
  void end() {
    if (begun) {
      begun = false;
      session.sync(false);
    }
    closePortalsOutsideBlock();
  }

  /** An error, whoever found it: locks do not wait for the client's Sync. */
  void fail() {
    begun = false;
    session.sync(true);
    closePortalsOutsideBlock();
  }

  /** Portals live as long as their transaction. */
  private void closePortalsOutsideBlock() {
    if (!portals.isEmpty() && session.status() == SqlSession.TransactionStatus.IDLE) {
      portals.closeAll();
    }
  }
}
