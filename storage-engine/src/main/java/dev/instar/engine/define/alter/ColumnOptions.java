package dev.instar.engine.define.alter;

import dev.instar.engine.catalog.Column;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.AlterTableAction;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** SET STATISTICS, SET (option = value), SET STORAGE, SET COMPRESSION: kept and shown. */
final class ColumnOptions {
  private static final int MAX_STATISTICS = 10_000;
  private static final Set<String> OPTIONS = Set.of("n_distinct", "n_distinct_inherited");
  private static final Set<String> STORAGES = Set.of("PLAIN", "EXTERNAL", "EXTENDED", "MAIN");

  private ColumnOptions() {}

  static void setStatistics(AlterTableAction.SetStatistics action, TableWork work) {
    Column column = work.column(action.column());
    work.put(column.withStatistics(target(action.target(), work)));
  }

  private static int target(String written, TableWork work) {
    if (written.equalsIgnoreCase("default")) {
      return -1;
    }
    int target;
    try {
      target = Integer.parseInt(written.replace(" ", "").replaceFirst("^\\+", ""));
    } catch (NumberFormatException e) {
      throw new SqlException(SqlState.SYNTAX_ERROR, "syntax error at or near \"" + written + "\"");
    }
    if (target < -1) {
      throw new SqlException(
          SqlState.INVALID_PARAMETER_VALUE, "statistics target " + target + " is too low");
    }
    if (target > MAX_STATISTICS) {
      work.context()
          .notice(
              new SqlException(
                  SqlState.INVALID_PARAMETER_VALUE,
                  "lowering statistics target to " + MAX_STATISTICS));
      return MAX_STATISTICS;
    }
    return target;
  }

  static void setOptions(AlterTableAction.SetColumnOptions action, TableWork work) {
    Column column = work.column(action.column());
    Map<String, String> now = new HashMap<>(column.options());
    boolean reset = OptionChanges.isReset(action.text());
    action
        .options()
        .forEach(
            (name, value) -> {
              if (!OPTIONS.contains(name)) {
                throw new SqlException(
                    SqlState.INVALID_PARAMETER_VALUE, "unrecognized parameter \"" + name + "\"");
              }
              if (reset) {
                now.remove(name);
              } else {
                now.put(name, value);
              }
            });
    work.put(column.withOptions(now));
  }

  static void setStorage(AlterTableAction.SetStorage action, TableWork work) {
    Column column = work.column(action.column());
    String storage = action.storage().toUpperCase(Locale.ROOT);
    if (storage.equals("DEFAULT")) {
      work.put(column.withStorage(Optional.empty()));
      return;
    }
    if (!STORAGES.contains(storage)) {
      throw new SqlException(
          SqlState.INVALID_PARAMETER_VALUE, "invalid storage type \"" + action.storage() + "\"");
    }
    var type = StoredEvaluators.type(column, work.context());
    if (type.size() >= 0 && !storage.equals("PLAIN")) {
      throw new SqlException(
          SqlState.FEATURE_NOT_SUPPORTED,
          "column data type " + type.sqlName() + " can only have storage PLAIN");
    }
    work.put(column.withStorage(Optional.of(storage)));
  }

  static void setCompression(AlterTableAction.SetCompression action, TableWork work) {
    Column column = work.column(action.column());
    String method = action.method();
    if (method.equals("default")) {
      work.put(column.withCompression(Optional.empty()));
      return;
    }
    if (!method.equals("pglz") && !method.equals("lz4")) {
      throw new SqlException(
          SqlState.INVALID_PARAMETER_VALUE, "invalid compression method \"" + method + "\"");
    }
    var type = StoredEvaluators.type(column, work.context());
    if (type.size() >= 0) {
      throw new SqlException(
          SqlState.FEATURE_NOT_SUPPORTED,
          "column data type " + type.sqlName() + " does not support compression");
    }
    work.put(column.withCompression(Optional.of(method)));
  }
}
