package dev.instar.engine.disk;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A file of a {@link SimulatedDisk}, whose lock guards it. */
final class SimulatedFile implements DiskFile {
  private static final int SECTOR_BYTES = 512;

  /** Something that was done since the last force. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private sealed interface Change {
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Write(int position, byte[] bytes) implements Change {}

    record Truncate(int size) implements Change {}
  }

  private final SimulatedDisk disk;
  private byte[] bytes = new byte[0];
  private int size;
  private byte[] durable = new byte[0];
  private final List<Change> unforced = new ArrayList<>();

  SimulatedFile(SimulatedDisk disk) {
    this.disk = disk;
  }

  SimulatedFile copy(SimulatedDisk target) {
    SimulatedFile copy = new SimulatedFile(target);
    copy.bytes = Arrays.copyOf(bytes, size);
    copy.size = size;
    copy.durable = copy.bytes.clone();
    return copy;
  }

  SimulatedFile afterCrash(SimulatedDisk target, Random chance) {
    SimulatedFile left = new SimulatedFile(target);
    left.grow(durable.length);
    System.arraycopy(durable, 0, left.bytes, 0, durable.length);
    // Half of the time nothing or everything is lost; in between, sector by sector.
    int luck = chance.nextInt(4);
    for (Change change : unforced) {
      switch (change) {
        case Change.Truncate(int to) -> {
          if (luck == 1 || (luck > 1 && chance.nextBoolean())) {
            left.cut(to);
          }
        }
        case Change.Write(int position, byte[] written) -> {
          for (int at = 0; at < written.length; ) {
            int end = Math.min(written.length, at + SECTOR_BYTES - (position + at) % SECTOR_BYTES);
            if (luck == 1 || (luck > 1 && chance.nextBoolean())) {
              left.grow(position + end);
              System.arraycopy(written, at, left.bytes, position + at, end - at);
            }
            at = end;
          }
        }
      }
    }
    left.durable = Arrays.copyOf(left.bytes, left.size);
    return left;
  }

  void flip(long position) {
    bytes[(int) position] = (byte) (bytes[(int) position] ^ 0x10);
    durable = Arrays.copyOf(bytes, size);
  }

  private void grow(int to) {
    if (to > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(to, 2 * bytes.length));
    }
    size = Math.max(size, to);
  }

  private void cut(int to) {
    if (to < size) {
      Arrays.fill(bytes, to, size, (byte) 0);
      size = to;
    }
  }

  @Override
  public long size() {
    synchronized (disk) {
      disk.checkAlive();
      return size;
    }
  }

  @Override
  public int read(ByteBuffer target, long position) {
    synchronized (disk) {
      disk.checkAlive();
      int length = (int) Math.max(0, Math.min(target.remaining(), size - position));
      if (length > 0) {
        target.put(bytes, (int) position, length);
      }
      return length;
    }
  }

  @Override
  public void write(ByteBuffer source, long position) {
    synchronized (disk) {
      boolean last = disk.isLast();
      byte[] written = new byte[source.remaining()];
      source.get(written);
      if (last) {
        written = Arrays.copyOf(written, disk.random().nextInt(written.length + 1));
      }
      grow((int) position + written.length);
      System.arraycopy(written, 0, bytes, (int) position, written.length);
      unforced.add(new Change.Write((int) position, written));
      if (last) {
        throw new SimulatedDisk.Crash();
      }
    }
  }

  @Override
  public void truncate(long to) {
    synchronized (disk) {
      boolean last = disk.isLast();
      cut((int) to);
      unforced.add(new Change.Truncate((int) to));
      if (last) {
        throw new SimulatedDisk.Crash();
      }
    }
  }

  @Override
  public void force() {
    synchronized (disk) {
      if (disk.isLast()) {
        throw new SimulatedDisk.Crash();
      }
      durable = Arrays.copyOf(bytes, size);
      unforced.clear();
    }
  }

  @Override
  public void close() {
    // Nothing is let go: a file that was renamed or deleted lives as long as it is open.
  }
}
