package dev.instar.engine.store;

import dev.instar.engine.disk.Disk;
import dev.instar.engine.disk.DiskFile;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipOutputStream;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.RandomAccessStore;
import org.h2.mvstore.SFChunk;
import org.h2.mvstore.WriteBuffer;

/**
 * The file under MVStore's trees, which becomes durable in checkpoints and in nothing else.
 *
 * <p>MVStore writes chunks of pages and never changes one; a chunk all of whose pages were replaced
 * is dropped, and its space used again. By itself it finds the newest chunk after a crash by
 * looking for headers and footers, and believes what is between them. Here it never looks: the two
 * blocks at the file's beginning, which say where the newest chunk is, are not written to the file
 * at all. They are made for each checkpoint ({@link #root}), kept in the {@link ControlFile}, and
 * handed to MVStore when it opens the file, as if it had been closed in good order at that moment.
 * So what was written after the last checkpoint may be there, torn, or not there: nothing points to
 * it.
 *
 * <p>What the last checkpoint points to must stay. Space of dropped chunks is therefore not free
 * until the next checkpoint is durable, which no longer knows them ({@link #releaseDropped}).
 *
 * <p>One thread commits and checkpoints at a time; reading is thread-safe.
 */
final class PageFile extends RandomAccessStore {
  /** MVStore's block; chunks begin at multiples of it. */
  private static final int BLOCK_BYTES = 4096;

  private static final int HEADER_BYTES = 2 * BLOCK_BYTES;

  private final DiskFile file;
  private final Queue<SFChunk> dropped = new ArrayDeque<>();
  private final byte[] header = new byte[HEADER_BYTES];
  private Runnable whenRootsAreTaken = () -> {};
  private final AtomicLong bytesWritten = new AtomicLong();

  /**
   * @param root what {@link #root} was at the last checkpoint; empty for a new file
   */
  PageFile(Disk disk, String name, byte[] root, Map<String, Object> settings) {
    super(settings);
    file = disk.open(name);
    if (root.length == 0) {
      file.truncate(0);
      setSize(0);
    } else {
      System.arraycopy(root, 0, header, 0, root.length);
      System.arraycopy(root, 0, header, BLOCK_BYTES, root.length);
      setSize(Math.max(HEADER_BYTES, file.size()));
    }
    init(name, false);
    // Space is kept from being used again by releaseDropped, not by a time.
    setRetentionTime(0);
  }

  /** The header that makes what has been committed the file's content; MVStore's format 3. */
  byte[] root() {
    SFChunk newest = lastChunk;
    HashMap<String, Object> fields = new HashMap<>(getStoreHeader());
    fields.put("block", newest.block);
    fields.put("chunk", newest.id);
    fields.put("version", newest.version);
    fields.put("clean", 1);
    StringBuilder text = new StringBuilder();
    DataUtils.appendMap(text, fields);
    byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
    DataUtils.appendMap(text, "fletcher", DataUtils.getFletcher32(bytes, 0, bytes.length));
    return text.append('\n').toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Whether nothing has been committed. */
  boolean isEmpty() {
    return lastChunk == null;
  }

  /** The version of what has been committed. */
  long committedVersion() {
    return lastChunk.version;
  }

  /**
   * The next commit runs this once, when it has taken hold of all trees' roots and not yet begun to
   * write: what is changed from then on is not part of it.
   */
  void whenRootsAreTaken(Runnable action) {
    whenRootsAreTaken = action;
  }

  /** Bytes written since the file was opened. */
  long bytesWritten() {
    return bytesWritten.get();
  }

  /** Bytes up to the end of the last chunk. */
  long bytesInUse() {
    return getAfterLastBlock_() * BLOCK_BYTES;
  }

  void force() {
    file.force();
  }

  /** The last checkpoint is durable: what it does not know may be written over, or cut off. */
  void releaseDropped() {
    saveChunkLock.lock();
    try {
      for (SFChunk chunk = dropped.poll(); chunk != null; chunk = dropped.poll()) {
        free(chunk.block * BLOCK_BYTES, chunk.len * BLOCK_BYTES);
      }
      if (bytesInUse() < size() / 2) {
        truncate(bytesInUse());
      }
    } finally {
      saveChunkLock.unlock();
    }
  }

  @Override
  protected void freeChunkSpace(Iterable<SFChunk> chunks) {
    chunks.forEach(dropped::add);
  }

  @Override
  protected void shrinkStoreIfPossible(int minPercent) {
    // Only after a checkpoint: see releaseDropped.
  }

  @Override
  public WriteBuffer getWriteBuffer() {
    // MVStore asks for the buffer between taking the roots and writing the first page.
    Runnable action = whenRootsAreTaken;
    whenRootsAreTaken = () -> {};
    action.run();
    return super.getWriteBuffer();
  }

  @Override
  public ByteBuffer readFully(SFChunk chunk, long position, int length) {
    ByteBuffer target = ByteBuffer.allocate(length);
    if (position < HEADER_BYTES) {
      target.put(header, (int) position, length);
    } else if (file.read(target, position) < length) {
      throw new SqlException(
          SqlState.DATA_CORRUPTED,
          "the page file ends before " + (position + length) + ", within what a checkpoint wrote");
    }
    readCount.incrementAndGet();
    readBytes.addAndGet(length);
    return target.flip();
  }

  @Override
  protected void writeFully(SFChunk chunk, long position, ByteBuffer source) {
    int length = source.remaining();
    setSize(Math.max(size(), position + length));
    if (position < HEADER_BYTES) {
      source.get(header, (int) position, length);
      return;
    }
    file.write(source, position);
    bytesWritten.addAndGet(length);
    writeCount.incrementAndGet();
    writeBytes.addAndGet(length);
  }

  @Override
  protected void truncate(long size) {
    file.truncate(size);
    setSize(size);
  }

  @Override
  public void open(String fileName, boolean readOnly, char[] encryptionKey) {
    throw new IllegalStateException("opened by the constructor");
  }

  @Override
  public PageFile open(String fileName, boolean readOnly) {
    throw new IllegalStateException("opened by the constructor");
  }

  @Override
  public void backup(ZipOutputStream out) {
    throw SqlException.unsupported("a backup of the page file");
  }

  @Override
  public void close() {
    try {
      file.close();
    } finally {
      super.close();
    }
  }
}
