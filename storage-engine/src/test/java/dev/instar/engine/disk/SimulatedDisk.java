package dev.instar.engine.disk;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A disk in memory that can lose power. Each operation that changes something is counted, and one
 * can be told to be the last: it is carried out in part, and it and everything after it fails.
 * {@link #afterCrash} then is the disk as it may look when power is back:
 *
 * <ul>
 *   <li>of what was written and not forced, every sector of 512 bytes is there or not, at random,
 *       and so is the file's length;
 *   <li>the write that was under way ends anywhere, within a sector too;
 *   <li>of names that were made, renamed or deleted since the directory was synced, the first few
 *       changes hold and the others do not.
 * </ul>
 *
 * Thread-safe.
 */
public final class SimulatedDisk implements Disk {
  /** What every operation throws from the crash on. */
  public static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Crash() {
      super("power is lost");
    }
  }

  private final TreeMap<String, SimulatedFile> names = new TreeMap<>();
  private final List<Map<String, SimulatedFile>> unsyncedNames = new ArrayList<>();
  private Map<String, SimulatedFile> durableNames = Map.of();
  private final Set<String> locks = new HashSet<>();
  private long operations;
  private long crashAt = Long.MAX_VALUE;
  private Random random = new Random(0);

  /** How many operations that change something there have been. */
  public synchronized long operations() {
    return operations;
  }

  /** The operation with this number, counted from 0, is the last. */
  public synchronized void crashAt(long operation, Random tearing) {
    crashAt = operation;
    random = tearing;
  }

  /** Whether the last operation has come. */
  public synchronized boolean hasCrashed() {
    return operations > crashAt;
  }

  /** The disk with what is left, when power is back. */
  public synchronized SimulatedDisk afterCrash(Random chance) {
    crashAt = -1;
    SimulatedDisk left = new SimulatedDisk();
    int kept = chance.nextInt(unsyncedNames.size() + 1);
    Map<String, SimulatedFile> names = kept == 0 ? durableNames : unsyncedNames.get(kept - 1);
    names.forEach((name, file) -> left.names.put(name, file.afterCrash(left, chance)));
    left.durableNames = Map.copyOf(left.names);
    return left;
  }

  /** A copy with everything on it, forced or not: what {@code kill -9} leaves. */
  public synchronized SimulatedDisk afterKill() {
    SimulatedDisk left = new SimulatedDisk();
    names.forEach((name, file) -> left.names.put(name, file.copy(left)));
    left.durableNames = Map.copyOf(left.names);
    return left;
  }

  /** Damages a durable byte. */
  public synchronized void flip(String name, long position) {
    names.get(name).flip(position);
  }

  /** Counts an operation; true if it is to be carried out in part, after which it throws. */
  boolean isLast() {
    if (operations > crashAt) {
      throw new Crash();
    }
    return operations++ == crashAt;
  }

  void checkAlive() {
    if (operations > crashAt) {
      throw new Crash();
    }
  }

  Random random() {
    return random;
  }

  private void namesChanged(boolean last) {
    unsyncedNames.add(Map.copyOf(names));
    if (last) {
      throw new Crash();
    }
  }

  @Override
  public synchronized DiskFile open(String name) {
    checkAlive();
    if (!names.containsKey(name)) {
      boolean last = isLast();
      names.put(name, new SimulatedFile(this));
      namesChanged(last);
    }
    return names.get(name);
  }

  @Override
  public synchronized boolean exists(String name) {
    return names.containsKey(name);
  }

  @Override
  public synchronized List<String> list() {
    return List.copyOf(names.keySet());
  }

  @Override
  public synchronized void rename(String from, String to) {
    boolean last = isLast();
    names.put(to, names.remove(from));
    namesChanged(last);
  }

  @Override
  public synchronized void delete(String name) {
    boolean last = isLast();
    names.remove(name);
    namesChanged(last);
  }

  @Override
  public synchronized void syncDirectory() {
    if (isLast()) {
      throw new Crash();
    }
    durableNames = Map.copyOf(names);
    unsyncedNames.clear();
  }

  @Override
  public synchronized DiskLock lock(String name) {
    if (!locks.add(name)) {
      throw new IllegalStateException(name + " is locked");
    }
    return () -> {
      synchronized (this) {
        locks.remove(name);
      }
    };
  }
}
