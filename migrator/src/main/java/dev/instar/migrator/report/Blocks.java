package dev.instar.migrator.report;

import dev.instar.migrator.plan.LockClaim;
import java.util.List;

/**
 * What waits for a holder of some locks, derived from them.
 *
 * @param reads plain SELECTs
 * @param writes INSERT, UPDATE and DELETE
 * @param ddl other schema changes, VACUUM and ANALYZE
 */
record Blocks(boolean reads, boolean writes, boolean ddl) {
  static Blocks of(List<LockClaim> locks) {
    return new Blocks(
        locks.stream().anyMatch(lock -> lock.mode().blocksReads()),
        locks.stream().anyMatch(lock -> lock.mode().blocksWrites()),
        locks.stream().anyMatch(lock -> lock.mode().blocksDdl()));
  }
}
