package dev.instar.engine.define.index;

import dev.instar.engine.lock.LockManager;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.lock.LockOwner;
import dev.instar.engine.lock.LockScope;
import dev.instar.engine.lock.LockTag;
import dev.instar.engine.statement.EngineServices;
import java.util.List;

/**
 * Waiting for others to end their transactions, without standing in anybody's way: as PostgreSQL's
 * WaitForLockers and WaitForOlderSnapshots. Used between transactions, by the session's thread.
 *
 * @param owner who waits
 */
record Waits(EngineServices services, LockOwner owner) {
  /** For all who at this moment hold what a lock of that mode would wait for. */
  void forLockers(LockTag.Relation relation, LockMode mode) {
    forAll(services.locks().holdersInTheWay(owner, relation, mode));
  }

  /** For all who at this moment have a snapshot that is no younger. */
  void forSnapshots(long xmin) {
    forAll(services.transactions().holdingSnapshots(xmin, owner));
  }

  private void forAll(List<LockTag.VirtualTransaction> transactions) {
    LockManager locks = services.locks();
    for (LockTag.VirtualTransaction transaction : transactions) {
      locks.acquire(owner, transaction, LockMode.SHARE, LockScope.SESSION);
      locks.release(owner, transaction, LockMode.SHARE, LockScope.SESSION);
    }
  }
}
