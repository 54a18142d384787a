package dev.instar.engine.store;

import dev.instar.engine.disk.Disk;
import dev.instar.engine.disk.DiskLock;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.wal.Log;
import java.security.SecureRandom;
import java.util.Optional;

/** Opens a directory: makes a database, or brings one to where its log ends. */
final class StoreOpening {
  private static final String LOCK = "lock";

  /** As in PostgreSQL: 1 and 2 are taken for what was there from the beginning. */
  private static final long FIRST_TRANSACTION = 3;

  private final Disk disk;
  private final StoreOptions options;

  StoreOpening(Disk disk, StoreOptions options) {
    this.disk = disk;
    this.options = options;
  }

  Store open() {
    requireNobodyElses();
    DiskLock lock = disk.lock(LOCK);
    boolean opened = false;
    try {
      ControlFile control = new ControlFile(disk);
      Optional<Checkpoint> last = control.last();
      Store store = last.isPresent() ? recover(lock, control, last.get()) : make(lock, control);
      opened = true;
      return store;
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  /** A directory of something else is not made a database, lest its files be taken for ours. */
  private void requireNobodyElses() {
    if (disk.exists(ControlFile.NAME)) {
      return;
    }
    for (String name : disk.list()) {
      if (!name.equals(LOCK) && !name.equals(Trees.FILE) && !Log.isSegment(name)) {
        throw new SqlException(
                SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                "directory \"" + disk + "\" is no database and is not empty")
            .with(SqlException.Field.DETAIL, "There is \"" + name + "\" in it.")
            .with(SqlException.Field.HINT, "Give an empty directory, or one that is not there.");
      }
    }
  }

  private Store recover(DiskLock lock, ControlFile control, Checkpoint last) {
    Trees trees = new Trees(disk, last.root(), options);
    boolean opened = false;
    try {
      trees.checkVersion(last.version());
      Redo redo = new Redo(trees, last, options);
      Log log = Log.open(disk, options.log(), last.system(), last.redo(), redo);
      opened = true;
      return new Store(lock, control, log, trees, options, last.system(), redo.nextTransaction());
    } finally {
      if (!opened) {
        trees.close();
      }
    }
  }

  /**
   * A directory is a database from its first checkpoint on. Before that nobody was answered, and a
   * log is empty: what a crash left of it is removed.
   */
  private Store make(DiskLock lock, ControlFile control) {
    if (!Log.discardEmpty(disk)) {
      throw new SqlException(
              SqlState.DATA_CORRUPTED, "there is a log, and no checkpoint to begin at")
          .with(SqlException.Field.HINT, "Restore the database directory from a backup.");
    }
    long system = new SecureRandom().nextLong();
    Log log = Log.create(disk, options.log(), system);
    Trees trees = new Trees(disk, new byte[0], options);
    Store store = new Store(lock, control, log, trees, options, system, FIRST_TRANSACTION);
    store.checkpoint();
    return store;
  }
}
