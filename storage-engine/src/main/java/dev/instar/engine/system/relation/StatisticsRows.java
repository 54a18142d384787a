package dev.instar.engine.system.relation;

import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.store.VersionedTable;
import dev.instar.engine.system.name.Names;
import java.util.Optional;

/** pg_stat_…_tables, pg_stat_…_indexes and pg_statio_…. */
final class StatisticsRows {
  private StatisticsRows() {}

  static void tables(StatementContext context, Wanted wanted, Rows rows) {
    for (Table table :
        wanted.byOid(
            "relid",
            oid -> Names.object(context, Table.class, oid),
            () -> context.catalog().all(Table.class))) {
      if (wanted.mayBe("relname", table.name())) {
        Row row = names(context, rows.add(), table);
        VersionedTable stored = context.services().store().table(table.storage());
        row.set("n_live_tup", stored.size()).set("n_dead_tup", stored.oldVersions());
        for (String counter :
            new String[] {
              "seq_scan",
              "seq_tup_read",
              "idx_scan",
              "idx_tup_fetch",
              "n_tup_ins",
              "n_tup_upd",
              "n_tup_del",
              "n_tup_hot_upd",
              "n_tup_newpage_upd",
              "n_mod_since_analyze",
              "n_ins_since_vacuum",
              "vacuum_count",
              "autovacuum_count",
              "analyze_count",
              "autoanalyze_count"
            }) {
          row.set(counter, 0);
        }
      }
    }
  }

  private static Row names(StatementContext context, Row row, Table table) {
    return row.set("relid", table.oid())
        .set("schemaname", Names.schema(context, table.schema()))
        .set("relname", table.name());
  }

  static void tableBlocks(StatementContext context, Wanted wanted, Rows rows) {
    for (Table table : context.catalog().all(Table.class)) {
      names(context, rows.add(), table)
          .set("heap_blks_read", 0)
          .set("heap_blks_hit", 0)
          .set("idx_blks_read", 0)
          .set("idx_blks_hit", 0);
    }
  }

  private static Optional<Row> index(StatementContext context, Rows rows, Index index) {
    return Names.object(context, Table.class, index.table())
        .map(
            table ->
                names(context, rows.add(), table)
                    .set("indexrelid", index.oid())
                    .set("indexrelname", index.name()));
  }

  static void indexes(StatementContext context, Wanted wanted, Rows rows) {
    for (Index index : IndexRows.wanted(context, wanted, "indexrelid", "relid")) {
      index(context, rows, index)
          .ifPresent(row -> row.set("idx_scan", 0).set("idx_tup_read", 0).set("idx_tup_fetch", 0));
    }
  }

  static void indexBlocks(StatementContext context, Wanted wanted, Rows rows) {
    for (Index index : IndexRows.wanted(context, wanted, "indexrelid", "relid")) {
      index(context, rows, index)
          .ifPresent(row -> row.set("idx_blks_read", 0).set("idx_blks_hit", 0));
    }
  }
}
