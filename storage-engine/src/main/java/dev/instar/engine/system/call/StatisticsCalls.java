package dev.instar.engine.system.call;

import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.Collation;
import dev.instar.engine.store.AccessCounters.Count;
import dev.instar.engine.store.VersionedTable;
import dev.instar.engine.system.data.DataFile;
import dev.instar.engine.system.name.Names;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/** What was counted, and what indexes can do. PostgreSQL's manual, sections 27.2 and 9.27.4. */
final class StatisticsCalls {
  private static final Map<String, Count> COUNTED =
      Map.of(
          "numscans", Count.SCANS,
          "tuples_returned", Count.ROWS_SCANNED,
          "tuples_fetched", Count.ROWS_FETCHED,
          "tuples_inserted", Count.INSERTED,
          "tuples_updated", Count.UPDATED,
          "tuples_hot_updated", Count.UPDATED_IN_PLACE,
          "tuples_deleted", Count.DELETED,
          "ins_since_vacuum", Count.INSERTED_SINCE_VACUUM);

  private StatisticsCalls() {}

  static void register(Map<String, Answer> answers) {
    answers.put("pg_stat_get_live_tuples", counter(VersionedTable::size));
    answers.put("pg_stat_get_dead_tuples", counter(VersionedTable::oldVersions));
    COUNTED.forEach(
        (name, count) ->
            answers.put("pg_stat_get_" + name, counter(stored -> stored.counters().get(count))));
    // Of a transaction's own scans only those of whole tables are counted apart.
    answers.put(
        "pg_stat_get_xact_numscans",
        (a, call) -> (long) call.context().transaction().scans(Call.oid(a[0])));
    answers.put("pg_stat_get_tuples_newpage_updated", (a, call) -> 0L);
    for (String nothing :
        new String[] {
          "pg_stat_clear_snapshot",
          "pg_stat_force_next_flush",
          "pg_stat_reset",
          "pg_stat_reset_shared",
          "pg_stat_reset_single_table_counters",
          "pg_stat_reset_single_function_counters",
          "pg_stat_reset_slru",
          "pg_stat_reset_replication_slot",
          "pg_stat_reset_subscription_stats"
        }) {
      answers.put(nothing, (a, call) -> Call.nothing());
    }
    answers.put(
        "pg_relation_is_publishable",
        (a, call) ->
            Names.object(call.context(), Table.class, Call.oid(a[0]))
                .map(table -> table.persistence() == Table.Persistence.PERMANENT)
                .orElse(false));
    answers.put("pg_relation_is_updatable", (a, call) -> updatable(Call.oid(a[0]), call));
    answers.put("pg_index_column_has_property", StatisticsCalls::columnProperty);
    answers.put("pg_index_has_property", (a, call) -> indexProperty((String) a[1]));
    answers.put("pg_indexam_has_property", (a, call) -> methodProperty((String) a[1]));
    answers.put("pg_collation_actual_version", (a, call) -> collationVersion((Long) a[0]));
    answers.put("pg_database_collation_actual_version", (a, call) -> null);
  }

  /** Of an order that may change, as it is now; the other versions are what the catalog says. */
  private static String collationVersion(long oid) {
    DataFile file = DataFile.of("pg_collation");
    Object[] row = file.find(oid);
    if (row == null) {
      throw new SqlException(
          SqlState.UNDEFINED_OBJECT, "collation with OID " + oid + " does not exist");
    }
    return Collation.find((String) file.get(row, "collname"))
        .flatMap(Collation::version)
        .orElse((String) file.get(row, "collversion"));
  }

  private static Answer counter(ToLongFunction<VersionedTable> count) {
    return (a, call) ->
        Names.object(call.context(), Table.class, Call.oid(a[0]))
            .map(table -> count.applyAsLong(call.services().store().table(table.storage())))
            .orElse(0L);
  }

  /** INSERT, UPDATE and DELETE, as bits. */
  private static Integer updatable(int relation, Call call) {
    int all = (1 << 3) | (1 << 2) | (1 << 4);
    return Names.object(call.context(), Table.class, relation).isPresent() ? all : 0;
  }

  private static Boolean columnProperty(Object[] a, Call call) {
    Index index = Names.object(call.context(), Index.class, Call.oid(a[0])).orElse(null);
    int place = (Integer) a[1];
    if (index == null || place < 1 || place > index.keys().size() + index.include().size()) {
      return null;
    }
    boolean key = place <= index.keys().size();
    boolean descending = key && index.keys().get(place - 1).descending();
    boolean nullsFirst = key && index.keys().get(place - 1).nullsFirst();
    return switch (((String) a[2]).toLowerCase(Locale.ROOT)) {
      case "asc" -> key ? !descending : null;
      case "desc" -> key ? descending : null;
      case "nulls_first" -> key ? nullsFirst : null;
      case "nulls_last" -> key ? !nullsFirst : null;
      case "orderable", "search_array", "search_nulls" -> key;
      case "distance_orderable" -> false;
      case "returnable" -> true;
      default -> null;
    };
  }

  private static Boolean indexProperty(String property) {
    return switch (property.toLowerCase(Locale.ROOT)) {
      case "clusterable", "index_scan", "backward_scan" -> true;
      case "bitmap_scan" -> true;
      default -> null;
    };
  }

  private static Boolean methodProperty(String property) {
    return switch (property.toLowerCase(Locale.ROOT)) {
      case "can_order", "can_unique", "can_multi_col", "can_include" -> true;
      case "can_exclude" -> true;
      default -> null;
    };
  }
}
