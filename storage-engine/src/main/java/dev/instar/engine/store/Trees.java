package dev.instar.engine.store;

import dev.instar.engine.disk.Disk;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;

/**
 * All trees, in one MVStore. Every table has two, {@code rows.N} and {@code old.N}, every index
 * one, {@code index.N}, and there is one for how transactions ended. Thread-safe but for {@link
 * #commit}, of which there is one at a time.
 */
final class Trees implements AutoCloseable {
  static final String FILE = "pages";
  private static final String ROWS = "rows.";
  private static final String OLD = "old.";
  private static final String INDEX = "index.";

  private final MVStore store;
  private final PageFile file;
  private final StoredCommitLog commitLog;
  private final MVMap<Long, byte[]> checkpoints;
  private final Map<Long, VersionedTable> tables = new ConcurrentHashMap<>();
  private final Map<Long, OrderedIndex> indexes = new ConcurrentHashMap<>();

  /**
   * @param root the page file's header at the last checkpoint; empty for a new one
   */
  Trees(Disk disk, byte[] root, StoreOptions options) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("cacheSize", (int) (options.cacheBytes() >> 20));
    settings.put("pageSplitSize", 8 << 10);
    file = new PageFile(disk, FILE, root, settings);
    store =
        new MVStore.Builder()
            .adoptFileStore(file)
            .autoCommitDisabled()
            .autoCommitBufferSize(0)
            .keysPerPage(200)
            .open();
    store.setVersionsToKeep(0);
    commitLog = new StoredCommitLog(open("transactions"));
    checkpoints = open("checkpoints");
    // MVStore can only move pages of trees that are open.
    for (String name : store.getMapNames()) {
      if (name.startsWith(ROWS)) {
        table(Long.parseLong(name.substring(ROWS.length())));
      } else if (name.startsWith(INDEX)) {
        index(Long.parseLong(name.substring(INDEX.length())));
      }
    }
  }

  private MVMap<Long, byte[]> open(String name) {
    return store.openMap(
        name,
        new MVMap.Builder<Long, byte[]>()
            .keyType(RowIdType.INSTANCE)
            .valueType(ByteArrayDataType.INSTANCE));
  }

  VersionedTable table(long number) {
    VersionedTable found = tables.get(number);
    return found != null ? found : tables.computeIfAbsent(number, this::openTable);
  }

  OrderedIndex index(long number) {
    OrderedIndex found = indexes.get(number);
    return found != null ? found : indexes.computeIfAbsent(number, this::openIndex);
  }

  private VersionedTable openTable(long number) {
    PageTree<Long, RowVersion> rows =
        store.openMap(
            ROWS + number, new PageTree.Builder<>(RowIdType.INSTANCE, RowVersionType.INSTANCE));
    MVMap<VersionKey, RowVersion> old =
        store.openMap(
            OLD + number,
            new MVMap.Builder<VersionKey, RowVersion>()
                .keyType(VersionKeyType.INSTANCE)
                .valueType(RowVersionType.INSTANCE));
    return new VersionedTable(number, store, rows, old);
  }

  private OrderedIndex openIndex(long number) {
    return new OrderedIndex(
        number,
        store,
        store.openMap(
            INDEX + number, new PageTree.Builder<>(IndexEntryType.INSTANCE, NothingType.INSTANCE)));
  }

  Set<Long> tableNumbers() {
    return Set.copyOf(tables.keySet());
  }

  Set<Long> indexNumbers() {
    return Set.copyOf(indexes.keySet());
  }

  void dropTable(long number) {
    if (tables.remove(number) != null || store.hasMap(ROWS + number)) {
      store.removeMap(ROWS + number);
      store.removeMap(OLD + number);
    }
  }

  void dropIndex(long number) {
    if (indexes.remove(number) != null || store.hasMap(INDEX + number)) {
      store.removeMap(INDEX + number);
    }
  }

  StoredCommitLog commitLog() {
    return commitLog;
  }

  PageFile file() {
    return file;
  }

  long unsavedBytes() {
    return store.getUnsavedMemory();
  }

  /** Changes something, so that the next commit has something to do. */
  void touch() {
    checkpoints.put(0L, new byte[] {1});
  }

  /**
   * Writes what has changed; not durable, and not the store's content before a checkpoint says so.
   */
  void commit() {
    store.commit();
  }

  /** Moves pages out of chunks that are mostly dead, so that they can be dropped. */
  void compact(int liveShareMin, int bytesMax) {
    store.compact(liveShareMin, bytesMax);
  }

  /** What has been opened must be what the checkpoint said. */
  void checkVersion(long version) {
    if (store.getCurrentVersion() != version) {
      throw new SqlException(
              SqlState.DATA_CORRUPTED,
              "the page file has version " + store.getCurrentVersion() + ", not " + version)
          .with(SqlException.Field.HINT, "Restore the database directory from a backup.");
    }
  }

  /** Lets go of the file, and of whatever no checkpoint has written. */
  @Override
  public void close() {
    store.closeImmediately();
  }
}
