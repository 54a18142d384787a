package dev.instar.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.disk.SimulatedDisk;
import dev.instar.engine.txn.TransactionStatus;
import dev.instar.engine.wal.LogOptions;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Power is lost at every operation of a workload of random transactions, with checkpoints, segment
 * switches, pages that are written because memory is full, and vacuum; and again at operations of
 * the recovery.
 */
class StoreCrashTest {
  private static final StoreOptions SMALL =
      new StoreOptions(new LogOptions(4000, 1000, 2000), 1 << 20, 20_000, 30_000, 1 << 20, false);

  private static final int TRANSACTIONS = 120;

  @Test
  void afterACrashAnywhereEveryAnsweredCommitIsThereAndNothingElse() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("StoreCrashTest seed " + seed);
    SimulatedDisk whole = new SimulatedDisk();
    StoreModel uncrashed = run(whole, seed);
    assertThat(uncrashed.committed).isNotEmpty();
    int step = Integer.getInteger("crash.step", 1);
    long lost = 0;
    for (long last = 0; last < whole.operations(); last += step) {
      String when = "seed " + seed + ", operation " + last;
      Random chance = new Random(seed ^ last);
      SimulatedDisk disk = new SimulatedDisk();
      disk.crashAt(last, chance);
      StoreModel model = run(disk, seed);
      SimulatedDisk left = disk.afterCrash(chance);
      left = crashWhileRecovering(left, chance);
      lost += checkAndGoOn(left, model, when);
    }
    // If nothing was ever lost there was no crash, and this has shown nothing.
    assertThat(lost).isPositive();
  }

  private static StoreModel run(SimulatedDisk disk, long seed) {
    Random random = new Random(seed);
    StoreModel model = new StoreModel(random, 300);
    Store store = null;
    try {
      store = Store.open(disk, SMALL);
      for (int number = 0; number < TRANSACTIONS; number++) {
        model.transaction(store);
        if (random.nextInt(25) == 0) {
          store.checkpoint();
        }
        if (random.nextInt(15) == 0) {
          StoreModel.vacuum(store);
        }
      }
      store.close();
    } catch (RuntimeException e) {
      if (!disk.hasCrashed()) {
        throw e;
      }
    }
    return model;
  }

  private static SimulatedDisk crashWhileRecovering(SimulatedDisk disk, Random chance) {
    if (chance.nextBoolean()) {
      return disk;
    }
    disk.crashAt(chance.nextInt(12), chance);
    try {
      Store store = Store.open(disk, SMALL);
      store.checkpoint();
    } catch (RuntimeException e) {
      if (!disk.hasCrashed()) {
        throw e;
      }
    }
    return disk.afterCrash(chance);
  }

  private static long checkAndGoOn(SimulatedDisk disk, StoreModel model, String when) {
    try (Store store = Store.open(disk, SMALL)) {
      StoreChecks.check(store, model, when);
      StoreModel.vacuum(store);
      StoreChecks.check(store, model, when + ", after vacuum");
    }
    try (Store store = Store.open(disk.afterKill(), SMALL)) {
      StoreChecks.check(store, model, when + ", opened again");
      return model.transactions.stream()
          .filter(t -> t.committing && store.status(t.id) != TransactionStatus.COMMITTED)
          .count();
    }
  }
}
