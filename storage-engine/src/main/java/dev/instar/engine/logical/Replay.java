package dev.instar.engine.logical;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.CatalogCodec;
import dev.instar.engine.catalog.CatalogObject;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.changelog.LogicalMessage;
import dev.instar.engine.changelog.Truncation;
import dev.instar.engine.store.ChangeCodec;
import dev.instar.engine.store.Store;
import dev.instar.engine.store.StoreChange;
import dev.instar.engine.wal.LogEntry;
import dev.instar.engine.wal.Lsn;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Goes through a committed transaction's records in their order, with the catalog as the
 * transaction saw it at each of them: what had committed before, and what it did itself up to
 * there. Of the decoder's thread.
 *
 * <p>A row is a change of a table if it is written into the storage that the table has at that
 * moment: what a rewrite writes into the new storage, before the table has it, is none.
 */
final class Replay {
  private final int database;
  private final ChangeSink sink;

  /** As it is committed. */
  private Catalog catalog;

  /** What the transaction has changed in it. */
  private final Map<Integer, Optional<CatalogObject>> own = new HashMap<>();

  /** With the transaction's changes; null if it has to be made anew. */
  private Catalog current;

  /** Tables by their storage, of the current catalog; null if it has to be made anew. */
  private Map<Long, Table> storages;

  private DecodedTransaction transaction;
  private boolean told;

  Replay(int database, Catalog catalog, ChangeSink sink) {
    this.database = database;
    this.catalog = catalog;
    this.current = catalog;
    this.sink = sink;
  }

  /**
   * @param isTold whether the sink is told, or only the catalog followed
   */
  void begin(DecodedTransaction begun, boolean isTold) {
    transaction = begun;
    told = isTold;
    if (told) {
      sink.begin(begun, catalog);
    }
  }

  /** Takes its next record. */
  void record(LogEntry entry) {
    byte[] payload = entry.record().payload();
    switch (entry.record().type()) {
      case Store.CHANGES -> {
        for (StoreChange change : ChangeCodec.decode(payload)) {
          change(change, entry.position());
        }
      }
      case Truncation.TYPE -> {
        Truncation truncation = Truncation.decode(payload);
        if (told && truncation.database() == database) {
          sink.truncated(entry.position(), truncation, current());
        }
      }
      case LogicalMessage.TYPE -> {
        LogicalMessage message = LogicalMessage.decode(payload);
        if (told && message.database() == database) {
          sink.message(entry.end(), message);
        }
      }
      default -> throw new IllegalArgumentException("a record of " + entry.record().type());
    }
  }

  /**
   * The transaction's end.
   *
   * @return whether it has changed the catalog
   */
  boolean commit() {
    if (told) {
      sink.commit(transaction);
    }
    if (own.isEmpty()) {
      return false;
    }
    catalog = current();
    own.clear();
    return true;
  }

  private void change(StoreChange change, Lsn position) {
    switch (change) {
      case StoreChange.RowInserted inserted ->
          written(
              RowChange.Kind.INSERT,
              position,
              inserted.table(),
              inserted.row(),
              inserted.payload(),
              RowChange.NOTHING);
      case StoreChange.RowUpdated updated ->
          written(
              RowChange.Kind.UPDATE,
              position,
              updated.table(),
              updated.row(),
              updated.payload(),
              updated.identity());
      case StoreChange.RowDeleted deleted -> {
        if (deleted.table() == database) {
          define(deleted.row(), Optional.empty());
        } else {
          tell(
              RowChange.Kind.DELETE,
              position,
              deleted.table(),
              RowChange.NOTHING,
              deleted.identity());
        }
      }
      case StoreChange.IndexAdded added -> {}
      case StoreChange.IndexRemoved removed -> {}
      case StoreChange.TableDropped dropped -> {}
      case StoreChange.IndexDropped dropped -> {}
    }
  }

  private void written(
      RowChange.Kind kind, Lsn position, long table, long row, byte[] payload, byte[] identity) {
    if (table == database) {
      define(row, Optional.of(CatalogCodec.decode(payload)));
    } else {
      tell(kind, position, table, payload, identity);
    }
  }

  private void define(long row, Optional<CatalogObject> object) {
    own.put((int) row, object);
    current = null;
    storages = null;
  }

  private Catalog current() {
    if (current == null) {
      current = catalog.with(own);
    }
    return current;
  }

  private void tell(RowChange.Kind kind, Lsn position, long storage, byte[] row, byte[] identity) {
    if (!told) {
      return;
    }
    Table table = storages().get(storage);
    if (table != null) {
      sink.change(new RowChange(kind, position, table, row, identity), current());
    }
  }

  private Map<Long, Table> storages() {
    if (storages == null) {
      storages = new HashMap<>();
      for (CatalogObject object : current().objects()) {
        if (object instanceof Table table && table.persistence() == Table.Persistence.PERMANENT) {
          storages.put(table.storage(), table);
        }
      }
    }
    return storages;
  }
}
