package dev.instar.engine.logical;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.CatalogCodec;
import dev.instar.engine.catalog.CatalogObject;
import dev.instar.engine.store.RowCursor;
import dev.instar.engine.store.RowVersion;
import dev.instar.engine.store.VersionedTable;
import dev.instar.engine.txn.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A database's catalog as it was at a point in the log. Its objects are rows with versions, so it
 * is a scan that looks with the point's eyes instead of a snapshot's; the slot's hold keeps vacuum
 * from what it needs.
 */
final class HistoricCatalog {
  private HistoricCatalog() {}

  /** Reads it while the catalog goes on being changed. */
  static Catalog at(CatalogPoint point, VersionedTable rows, Transactions transactions) {
    List<CatalogObject> objects = new ArrayList<>();
    try (RowCursor cursor = rows.scan(Long.MIN_VALUE)) {
      while (cursor.next()) {
        version(point, rows, cursor.row(), transactions)
            .ifPresent(version -> objects.add(CatalogCodec.decode(version.payload())));
      }
    }
    return Catalog.of(objects);
  }

  private static Optional<RowVersion> version(
      CatalogPoint point, VersionedTable rows, long row, Transactions transactions) {
    for (RowVersion version : rows.versions(row)) {
      if (Long.compareUnsigned(version.number(), point.position().value()) < 0
          && point.includes(version.createdBy(), transactions)) {
        return point.includes(version.deletedBy(), transactions)
            ? Optional.empty()
            : Optional.of(version);
      }
    }
    return Optional.empty();
  }
}
