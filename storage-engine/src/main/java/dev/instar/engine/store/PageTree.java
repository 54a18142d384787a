package dev.instar.engine.store;

import java.util.Map;
import org.h2.mvstore.CursorPos;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.Page;
import org.h2.mvstore.RootReference;
import org.h2.mvstore.type.DataType;

/**
 * A tree that takes many entries at once. MVStore's own {@code put} copies a leaf and all pages
 * above it for each entry, and halves a full page even if what comes next always goes to its right;
 * a table that is loaded would have its pages written half empty. Here a leaf is copied once for
 * all entries that belong there, and where the tree grows at its right end full pages stay full.
 *
 * <p>Readers and writers go on beside it: they see the tree before or after some of the entries.
 */
final class PageTree<K, V> extends MVMap<K, V> {
  private PageTree(Map<String, Object> config, DataType<K> keyType, DataType<V> valueType) {
    super(config, keyType, valueType);
  }

  /** For {@code MVStore.openMap}. */
  static final class Builder<K, V> extends BasicBuilder<PageTree<K, V>, K, V> {
    Builder(DataType<K> keyType, DataType<V> valueType) {
      setKeyType(keyType);
      setValueType(valueType);
    }

    @Override
    protected PageTree<K, V> create(Map<String, Object> config) {
      return new PageTree<>(config, getKeyType(), getValueType());
    }
  }

  /**
   * Puts entries.
   *
   * @param keys ascending
   */
  void putAll(K[] keys, V[] values) {
    int done = 0;
    while (done < keys.length) {
      int before = done;
      done = putSome(keys, values, done);
      if (done == before) {
        // A full page in the tree's midst: MVStore splits it.
        put(keys[done], values[done]);
        done++;
      }
    }
  }

  /** Puts entries until one needs a page to be split; returns how many are done. */
  private int putSome(K[] keys, V[] values, int from) {
    beforeWrite();
    RootReference<K, V> locked = null;
    // From one on: MVStore sums them up, and expects at least one for each change.
    for (int attempt = 1; locked == null; attempt++) {
      locked = tryLock(getRoot(), attempt);
    }
    Change change = new Change(locked, keys, values);
    try {
      return change.run(from);
    } finally {
      unlockRoot(change.root);
      if (isPersistent()) {
        registerUnsavedMemory(change.unsavedBytes);
      }
    }
  }

  /** New pages of one putting, under the lock of the root. */
  private final class Change {
    private final K[] keys;
    private final V[] values;
    private final long version;
    private Page<K, V> root;
    private int unsavedBytes;

    // Of the leaf that is filled: the pages above it, and the key from which on it is another's.
    private CursorPos<K, V> path;
    private K end;

    Change(RootReference<K, V> locked, K[] keys, V[] values) {
      this.keys = keys;
      this.values = values;
      this.version = locked.version;
      this.root = locked.root;
    }

    int run(int from) {
      int next = from;
      while (next < keys.length) {
        Page<K, V> old = descend(keys[next]);
        Page<K, V> leaf = old.copy();
        int filled = fill(leaf, next);
        if (filled > next) {
          replace(old, leaf);
          next = filled;
        } else if (end == null && isBehind(old, keys[next])) {
          Page<K, V> right = createEmptyLeaf();
          next = fill(right, next);
          append(old, right);
        } else {
          return next;
        }
      }
      return next;
    }

    private Page<K, V> descend(K key) {
      Page<K, V> page = root;
      path = null;
      end = null;
      while (!page.isLeaf()) {
        int found = search(page, key, 0);
        int child = found < 0 ? -found - 1 : found + 1;
        if (child < page.getKeyCount()) {
          end = page.getKey(child);
        }
        path = new CursorPos<>(page, child, path);
        page = page.getChildPage(child);
      }
      return page;
    }

    /** Puts entries into a leaf of our own until it is full, or they belong elsewhere. */
    private int fill(Page<K, V> leaf, int from) {
      int place = 0;
      int next = from;
      while (next < keys.length && (end == null || compare(keys[next], end) < 0)) {
        int found = search(leaf, keys[next], place);
        if (found >= 0) {
          place = found;
          leaf.setValue(place, values[next]);
        } else if (isFull(leaf)) {
          break;
        } else {
          place = -found - 1;
          leaf.insertLeaf(place, keys[next], values[next]);
        }
        next++;
      }
      return next;
    }

    private boolean isFull(Page<K, V> page) {
      return page.getKeyCount() >= store.getKeysPerPage()
          || page.getMemory() >= store.getMaxPageSize();
    }

    private boolean isBehind(Page<K, V> leaf, K key) {
      int count = leaf.getKeyCount();
      return count == 0 || compare(leaf.getKey(count - 1), key) < 0;
    }

    private void replace(Page<K, V> old, Page<K, V> leaf) {
      unsavedBytes += leaf.getMemory() + old.removePage(version);
      replaceAbove(path, leaf);
    }

    /** A page's copy is in its place: everything above it is copied. */
    private void replaceAbove(CursorPos<K, V> above, Page<K, V> copy) {
      Page<K, V> child = copy;
      for (CursorPos<K, V> at = above; at != null; at = at.parent) {
        Page<K, V> parent = at.page.copy();
        parent.setChild(at.index, child);
        unsavedBytes += parent.getMemory() + at.page.removePage(version);
        child = parent;
      }
      root = child;
    }

    /**
     * A new page behind all others, beside the leaf that is last now; where the pages above are
     * full, they get new ones beside them too.
     */
    private void append(Page<K, V> last, Page<K, V> added) {
      Page<K, V> left = last;
      Page<K, V> right = added;
      K separator = added.getKey(0);
      unsavedBytes += added.getMemory();
      for (CursorPos<K, V> at = path; at != null; at = at.parent) {
        Page<K, V> parent = at.page.copy();
        unsavedBytes += at.page.removePage(version);
        int place = at.index;
        parent.setChild(place, right);
        parent.insertNode(place, separator, left);
        if (!isTooLarge(parent)) {
          unsavedBytes += parent.getMemory();
          replaceAbove(at.parent, parent);
          return;
        }
        Page<K, V> next = node(separator, left, right);
        separator = parent.getKey(place - 1);
        parent.remove(place + 1);
        parent.remove(place);
        unsavedBytes += parent.getMemory() + next.getMemory();
        left = parent;
        right = next;
      }
      root = node(separator, left, right);
      unsavedBytes += root.getMemory();
    }

    /** Both halves must have two children at least. */
    private boolean isTooLarge(Page<K, V> node) {
      return node.getKeyCount() > store.getKeysPerPage()
          || (node.getMemory() > store.getMaxPageSize() && node.getKeyCount() > 2);
    }

    private Page<K, V> node(K separator, Page<K, V> left, Page<K, V> right) {
      K[] one = left.createKeyStorage(1);
      one[0] = separator;
      Page.PageReference<K, V>[] children = Page.createRefStorage(2);
      children[0] = new Page.PageReference<>(left);
      children[1] = new Page.PageReference<>(right);
      return Page.createNode(
          PageTree.this, one, children, left.getTotalCount() + right.getTotalCount(), 0);
    }

    /** The place of a key in a page, as {@link java.util.Arrays#binarySearch} has it. */
    private int search(Page<K, V> page, K key, int from) {
      int low = from;
      int high = page.getKeyCount() - 1;
      // Ascending keys mostly go behind the last one.
      if (high >= low && compare(page.getKey(high), key) < 0) {
        return -high - 2;
      }
      while (low <= high) {
        int middle = (low + high) >>> 1;
        int compared = compare(page.getKey(middle), key);
        if (compared < 0) {
          low = middle + 1;
        } else if (compared > 0) {
          high = middle - 1;
        } else {
          return middle;
        }
      }
      return -low - 1;
    }

    private int compare(K left, K right) {
      return getKeyType().compare(left, right);
    }
  }
}
