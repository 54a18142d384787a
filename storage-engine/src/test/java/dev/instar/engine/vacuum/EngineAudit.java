package dev.instar.engine.vacuum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.CatalogCodec;
import dev.instar.engine.catalog.CatalogObject;
import dev.instar.engine.catalog.Catalogs;
import dev.instar.engine.catalog.DatabaseEntry;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.lock.LockOwner;
import dev.instar.engine.lock.WaitControl;
import dev.instar.engine.statement.EngineServices;
import dev.instar.engine.store.IndexCursor;
import dev.instar.engine.store.IndexEntry;
import dev.instar.engine.store.RowCursor;
import dev.instar.engine.store.RowVersion;
import dev.instar.engine.store.VacuumRules;
import dev.instar.engine.store.VersionedTable;
import dev.instar.engine.table.IndexEntries;
import dev.instar.engine.table.RowCodec;
import dev.instar.engine.txn.IsolationLevel;
import dev.instar.engine.txn.Transaction;
import dev.instar.engine.txn.TransactionStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads all that is committed, straight from the trees, and checks that what belongs together
 * agrees: indexes with their tables, trees with the catalog. Takes no locks: nobody changes
 * anything meanwhile.
 */
public final class EngineAudit {
  private static final int PID = 999_999;

  private static final WaitControl NO_WAITING =
      new WaitControl() {
        @Override
        public Duration lockTimeout() {
          return Duration.ofMillis(1);
        }

        @Override
        public Duration deadlockTimeout() {
          return Duration.ofSeconds(1);
        }

        @Override
        public Optional<SqlException> interruption() {
          return Optional.empty();
        }
      };

  private final EngineServices services;

  public EngineAudit(EngineServices services) {
    this.services = services;
  }

  /** A row's key in an index. */
  private record Entry(long index, String key, long row) {}

  /**
   * What is committed at this moment: objects of the catalog and rows, a line each. Without indexes
   * that are not valid, which are left by whoever was building them.
   */
  public Set<String> committed() {
    Set<String> lines = new TreeSet<>();
    for (int database : databases()) {
      Catalog catalog = services.catalogs().database(database);
      for (CatalogObject object : catalog.objects()) {
        if (!(object instanceof Index index && !index.valid())) {
          lines.add(
              "%d: %s"
                  .formatted(
                      database, new String(CatalogCodec.encode(object), StandardCharsets.UTF_8)));
        }
      }
      for (Table table : catalog.all(Table.class)) {
        RowCodec codec = RowCodec.of(catalog, table);
        visible(table)
            .forEach(
                (row, version) ->
                    lines.add(
                        "%d: %s %d %s"
                            .formatted(
                                database,
                                table.name(),
                                row,
                                Arrays.deepToString(codec.decode(version.payload(), 0)))));
      }
    }
    return lines;
  }

  private List<Integer> databases() {
    List<Integer> all = new java.util.ArrayList<>(List.of(Catalogs.SHARED));
    services.catalogs().shared().all(DatabaseEntry.class).forEach(found -> all.add(found.oid()));
    return all;
  }

  private Map<Long, RowVersion> visible(Table table) {
    Map<Long, RowVersion> rows = new HashMap<>();
    VersionedTable versions = services.store().table(table.storage());
    try (RowCursor cursor = versions.scan(Long.MIN_VALUE)) {
      while (cursor.next()) {
        for (RowVersion version : versions.versions(cursor.row())) {
          if (isCommitted(version.createdBy()) && !isCommitted(version.deletedBy())) {
            assertThat(rows.put(cursor.row(), version))
                .as("row %d of %s is there once", cursor.row(), table.name())
                .isNull();
          }
        }
      }
    }
    return rows;
  }

  private boolean isCommitted(long xid) {
    return xid != 0 && services.transactions().status(xid) == TransactionStatus.COMMITTED;
  }

  /** Checks all; nobody is in a transaction. */
  public void check(String when) {
    Transaction transaction =
        services
            .transactions()
            .begin(new LockOwner(PID, NO_WAITING), IsolationLevel.READ_COMMITTED, true);
    try {
      Set<Long> tables = new HashSet<>();
      Set<Long> indexes = new HashSet<>();
      for (int database : databases()) {
        Catalog catalog = services.catalogs().database(database);
        for (CatalogObject object : catalog.objects()) {
          switch (object) {
            case Table table -> assertThat(tables.add(table.storage())).as(when).isTrue();
            case Index index -> assertThat(indexes.add(index.storage())).as(when).isTrue();
            default -> {}
          }
        }
        BackgroundStatement statement =
            new BackgroundStatement(services, database, transaction, () -> {});
        for (Table table : catalog.all(Table.class)) {
          check(table, catalog, new IndexEntries(statement, table)::of, when);
        }
      }
      assertThat(services.store().tableNumbers().stream().filter(EngineAudit::isOfUsers))
          .as("trees of no table, %s", when)
          .isSubsetOf(tables);
      assertThat(services.store().indexNumbers().stream().filter(EngineAudit::isOfUsers))
          .as("trees of no index, %s", when)
          .isSubsetOf(indexes);
    } finally {
      services.transactions().rollback(transaction);
    }
  }

  private static boolean isOfUsers(long number) {
    return number >= Catalogs.FIRST_OID;
  }

  /** What is seen has its entries, and every entry is of some version of its row. */
  private void check(
      Table table,
      Catalog catalog,
      Function<byte[], List<VacuumRules.IndexKey>> keys,
      String when) {
    Set<Entry> needed = new HashSet<>();
    visible(table).forEach((row, version) -> entries(row, keys.apply(version.payload()), needed));
    Set<Entry> possible = new HashSet<>();
    VersionedTable rows = services.store().table(table.storage());
    try (RowCursor cursor = rows.scan(Long.MIN_VALUE)) {
      while (cursor.next()) {
        for (RowVersion version : rows.versions(cursor.row())) {
          entries(cursor.row(), keys.apply(version.payload()), possible);
        }
      }
    }
    for (Index index : catalog.indexes(table.oid())) {
      String what = "%s of %s, %s".formatted(index.name(), table.name(), when);
      Set<Entry> found = read(index);
      if (index.valid()) {
        assertThat(lacking(found, of(index, needed))).as("missing in " + what).isEmpty();
        if (index.unique()) {
          long distinct = of(index, needed).stream().map(Entry::key).distinct().count();
          assertThat(distinct).as("keys of " + what).isEqualTo(of(index, needed).size());
        }
      }
      Set<Entry> allowed = new HashSet<>(of(index, possible));
      assertThat(lacking(allowed, found)).as("of no row in " + what).isEmpty();
    }
  }

  private static Set<Entry> lacking(Set<Entry> there, Collection<Entry> wanted) {
    return wanted.stream().filter(entry -> !there.contains(entry)).collect(Collectors.toSet());
  }

  private static void entries(long row, List<VacuumRules.IndexKey> keys, Set<Entry> into) {
    for (VacuumRules.IndexKey key : keys) {
      into.add(new Entry(key.index(), HexFormat.of().formatHex(key.key()), row));
    }
  }

  private static List<Entry> of(Index index, Set<Entry> entries) {
    return entries.stream().filter(entry -> entry.index() == index.storage()).toList();
  }

  private Set<Entry> read(Index index) {
    Set<Entry> found = new HashSet<>();
    try (IndexCursor cursor =
        services.store().index(index.storage()).scan(Optional.empty(), Optional.empty())) {
      for (IndexEntry entry = cursor.next(); entry != null; entry = cursor.next()) {
        found.add(new Entry(index.storage(), HexFormat.of().formatHex(entry.key()), entry.row()));
      }
    }
    return found;
  }
}
