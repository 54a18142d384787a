package dev.instar.engine.disk;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A file of a {@link MemoryDisk}, in blocks, so that growing it copies nothing. */
final class MemoryFile implements DiskFile {
  private static final int BLOCK_BYTES = 1 << 16;

  // Guarded by this.
  private final List<byte[]> blocks = new ArrayList<>();
  private long size;

  @Override
  public synchronized long size() {
    return size;
  }

  @Override
  public synchronized int read(ByteBuffer target, long position) {
    int count = Math.clamp(size - position, 0, target.remaining());
    for (int done = 0; done < count; ) {
      long at = position + done;
      int offset = (int) (at % BLOCK_BYTES);
      int piece = Math.min(count - done, BLOCK_BYTES - offset);
      byte[] block = blocks.get((int) (at / BLOCK_BYTES));
      if (block == null) {
        target.put(new byte[piece]);
      } else {
        target.put(block, offset, piece);
      }
      done += piece;
    }
    return count;
  }

  @Override
  public synchronized void write(ByteBuffer source, long position) {
    grow(position + source.remaining());
    long at = position;
    while (source.hasRemaining()) {
      int offset = (int) (at % BLOCK_BYTES);
      int piece = Math.min(source.remaining(), BLOCK_BYTES - offset);
      source.get(block((int) (at / BLOCK_BYTES)), offset, piece);
      at += piece;
    }
  }

  private byte[] block(int number) {
    byte[] block = blocks.get(number);
    if (block == null) {
      block = new byte[BLOCK_BYTES];
      blocks.set(number, block);
    }
    return block;
  }

  private void grow(long to) {
    if (to > size) {
      size = to;
      while ((long) blocks.size() * BLOCK_BYTES < to) {
        blocks.add(null);
      }
    }
  }

  @Override
  public synchronized void truncate(long to) {
    if (to >= size) {
      return;
    }
    size = to;
    int kept = (int) ((to + BLOCK_BYTES - 1) / BLOCK_BYTES);
    while (blocks.size() > kept) {
      blocks.removeLast();
    }
    int rest = (int) (to % BLOCK_BYTES);
    if (rest > 0 && blocks.getLast() != null) {
      java.util.Arrays.fill(blocks.getLast(), rest, BLOCK_BYTES, (byte) 0);
    }
  }

  @Override
  public void force() {}

  @Override
  public void close() {}
}
