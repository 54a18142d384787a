package dev.instar.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.Page;
import org.h2.mvstore.type.ByteArrayDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTreeTest {
  @TempDir Path directory;

  private PageTree<Long, byte[]> open(MVStore store) {
    return store.openMap(
        "tree", new PageTree.Builder<>(RowIdType.INSTANCE, ByteArrayDataType.INSTANCE));
  }

  private MVStore store(String name, int keysPerPage) {
    return new MVStore.Builder()
        .fileName(directory.resolve(name).toString())
        .autoCommitDisabled()
        .keysPerPage(keysPerPage)
        .pageSplitSize(1 << 10)
        .open();
  }

  @Test
  void putsManyAtOnceAsOneByOne() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    for (int run = 0; run < 40; run++) {
      Random random = new Random(seed + run);
      String name = "store" + run;
      int keysPerPage = 4 + random.nextInt(20);
      Map<Long, Byte> model = new TreeMap<>();
      try (MVStore store = store(name, keysPerPage)) {
        PageTree<Long, byte[]> tree = open(store);
        for (int step = 0; step < 60; step++) {
          change(random, tree, model);
          if (random.nextInt(5) == 0) {
            store.commit();
          }
        }
        requireSame(tree, model);
        store.commit();
        assertThat(store.getUnsavedMemory()).isNotNegative();
      }
      try (MVStore store = store(name, keysPerPage)) {
        requireSame(open(store), model);
      }
    }
  }

  /** MVStore's assertions hold, which tests of others run with too. */
  @Test
  void writersContendAndLoseNothing() throws Exception {
    int writers = 4;
    int batches = 2_000;
    try (MVStore store = store("contended", 50);
        ExecutorService threads = Executors.newFixedThreadPool(writers)) {
      PageTree<Long, byte[]> tree = open(store);
      List<Future<?>> running = new ArrayList<>();
      for (int writer = 0; writer < writers; writer++) {
        long first = writer * 1_000_000L;
        running.add(
            threads.submit(
                () -> {
                  for (int batch = 0; batch < batches; batch++) {
                    long key = first + batch * 2L;
                    tree.putAll(new Long[] {key, key + 1}, new byte[][] {{1}, {2}});
                  }
                }));
      }
      for (Future<?> one : running) {
        one.get(60, TimeUnit.SECONDS);
      }
      assertThat(tree.sizeAsLong()).isEqualTo(2L * writers * batches);
    }
  }

  private static void change(Random random, PageTree<Long, byte[]> tree, Map<Long, Byte> model) {
    if (random.nextInt(4) == 0) {
      for (long key : List.copyOf(model.keySet())) {
        if (random.nextInt(10) == 0) {
          tree.remove(key);
          model.remove(key);
        }
      }
      return;
    }
    TreeMap<Long, byte[]> batch = new TreeMap<>();
    int size = 1 + random.nextInt(200);
    long last = tree.isEmpty() ? 0 : tree.lastKey();
    boolean appends = random.nextBoolean();
    for (int i = 0; i < size; i++) {
      byte content = (byte) random.nextInt();
      byte[] value = new byte[1 + random.nextInt(60)];
      value[0] = content;
      long key = appends ? last + 1 + random.nextInt(500) : random.nextInt(5_000);
      batch.put(key, value);
      model.put(key, content);
    }
    tree.putAll(batch.keySet().toArray(Long[]::new), batch.values().toArray(byte[][]::new));
  }

  private static void requireSame(PageTree<Long, byte[]> tree, Map<Long, Byte> model) {
    List<Long> keys = new ArrayList<>();
    for (var cursor = tree.cursor(null); cursor.hasNext(); ) {
      long key = cursor.next();
      keys.add(key);
      assertThat(cursor.getValue()[0]).isEqualTo(model.get(key));
      assertThat(tree.get(key)[0]).isEqualTo(model.get(key));
    }
    assertThat(keys).containsExactlyElementsOf(model.keySet());
    assertThat(tree.sizeAsLong()).isEqualTo(model.size());
    for (int i = 0; i < keys.size(); i += 7) {
      assertThat(tree.getKeyIndex(keys.get(i))).isEqualTo(i);
    }
  }

  @Test
  void fullPagesStayFullWhereTheTreeGrowsAtItsEnd() {
    try (MVStore store = store("full", 10)) {
      PageTree<Long, byte[]> tree = open(store);
      for (long from = 0; from < 1_000; from += 25) {
        Long[] keys = new Long[25];
        byte[][] values = new byte[25][1];
        for (int i = 0; i < 25; i++) {
          keys[i] = from + i;
        }
        tree.putAll(keys, values);
      }
      assertThat(leaves(tree.getRootPage())).isEqualTo(100);
    }
  }

  private static int leaves(Page<?, ?> page) {
    if (page.isLeaf()) {
      return 1;
    }
    int leaves = 0;
    for (int i = 0; i <= page.getKeyCount(); i++) {
      leaves += leaves(page.getChildPage(i));
    }
    return leaves;
  }
}
